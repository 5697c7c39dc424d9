import Display
import Glibc
import Session
import Synchronization

/// Shows on standard error where a long command stands.
///
/// On a terminal a bar in one line, once the command has run for a second, drawn at most ten times
/// a second. Elsewhere a line for each milestone and nothing that drives a terminal.
public final class ProgressDisplay: ProgressReporter {
  private let stream: OutputStream
  private let now: @Sendable () -> Double
  private let state = Mutex(State())

  private struct State {
    var isDrawn = false
    var lastDrawn = -Double.infinity
  }

  /// Seconds before a bar is worth looking at.
  private static let patience = 1.0
  /// Seconds between two drawings.
  private static let interval = 0.1
  /// Goes to the beginning of the line and clears it.
  private static let erase = "\r\u{1B}[K"

  /// A display.
  /// - Parameters:
  ///   - stream: where it is shown.
  ///   - now: seconds of a clock that only goes forward.
  public init(
    on stream: OutputStream, now: @escaping @Sendable () -> Double = ProgressDisplay.clock
  ) {
    self.stream = stream
    self.now = now
  }

  /// A long command stands here.
  public func report(_ progress: Progress) {
    guard stream.canRedraw else {
      if let milestone = progress.milestone {
        stream.writeIfPossible(TextWidth.visible(milestone) + "\n")
      }
      return
    }
    guard !progress.isFinished else { return end() }
    guard progress.seconds >= Self.patience else { return }
    state.withLock { state in
      let time = now()
      guard time - state.lastDrawn >= Self.interval else { return }
      state.lastDrawn = time
      state.isDrawn = true
      // In the last column many terminals would wrap.
      let width = (stream.width ?? 80) - 1
      // The line before clearing the rest: the bar does not flicker.
      let line = ProgressBar.line(progress, width: width, style: stream.style)
      stream.writeIfPossible("\r" + line + "\u{1B}[K")
    }
  }

  /// Takes the bar away, so that something else can be written.
  public func end() {
    state.withLock { end(&$0) }
  }

  /// The same, unless a drawing is going on in another thread.
  func endIfPossible() {
    _ = state.withLockIfAvailable { end(&$0) }
  }

  private func end(_ state: inout State) {
    if state.isDrawn { stream.writeIfPossible(Self.erase) }
    state = State()
  }

  /// Seconds since the machine was started.
  public static let clock: @Sendable () -> Double = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
