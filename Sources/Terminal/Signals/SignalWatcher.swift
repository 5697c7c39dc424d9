import Glibc
import Session
import Synchronization

/// Takes the signals that a terminal or a system sends to programs, on a thread of its own.
///
/// No code runs inside a signal handler: the signals are blocked everywhere and waited for, so what
/// is done about them may take locks and write. Signals that were ignored when the process began
/// (`nohup`, a job in the background) stay ignored.
public final class SignalWatcher: Sendable {
  /// Raised when the running command should stop.
  public let cancellation = Cancellation()

  private let policy = Mutex(SignalPolicy())
  private let cleanUp = Mutex<[@Sendable () -> Void]>([])
  private let wakeReader: Int32
  private let wakeWriter: Int32
  private static let taken = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
  /// Seconds that a command has to stop once the process was asked to end.
  private static let grace = 2

  /// A watcher that does not watch yet.
  public init() {
    var ends: [Int32] = [-1, -1]
    // Without a pipe (no descriptors left) the prompt only learns of signals at the next key.
    if pipe(&ends) == 0 {
      for end in ends {
        _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        _ = fcntl(end, F_SETFL, O_NONBLOCK)
      }
    }
    (wakeReader, wakeWriter) = (ends[0], ends[1])
  }

  /// Begins to watch; to be called before the process has further threads.
  public func start() {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in Self.taken where !Self.isIgnored(signal) {
      sigaddset(&set, signal)
    }
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let watch = Watch(watcher: self, signals: set)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(watch)
    let code = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Watch>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context.toOpaque())
    if code == 0 {
      pthread_detach(thread)
    } else {
      // As if this had not been tried: the signals end the process.
      context.release()
      pthread_sigmask(SIG_UNBLOCK, &set, nil)
    }
  }

  /// Becomes readable when there is an event for the prompt; -1 if there is none.
  package var wakeDescriptor: Int32 { wakeReader }

  /// What the prompt was woken for, if anything; makes `wakeDescriptor` unreadable again.
  package func takePromptEvent() -> SignalPolicy.PromptEvent? {
    var bytes = [UInt8](repeating: 0, count: 16)
    while read(wakeReader, &bytes, bytes.count) > 0 {}
    return policy.withLock { $0.takePromptEvent() }
  }

  /// The signal that asked the process to end, if one has.
  package var termination: Int32? { policy.withLock { $0.termination } }

  /// Tells what the shell does from now on.
  package func enter(_ phase: SignalPolicy.Phase) {
    policy.withLock { $0.enter(phase) }
  }

  /// Adds what must be put in order before the process ends at once, such as the terminal.
  func beforeExit(_ action: @escaping @Sendable () -> Void) {
    cleanUp.withLock { $0.append(action) }
  }

  /// Does what a signal asks for.
  fileprivate func receive(_ signal: Int32) {
    switch policy.withLock({ $0.receive(signal, at: Self.now) }) {
    case .wakePrompt: _ = write(wakeWriter, "!", 1)
    case .cancel: cancellation.raise()
    case .suspend: Self.suspend()
    case .exit(let code): exitNow(code)
    }
  }

  /// Stops the process, as Ctrl-Z would if it were not taken; returns when it goes on.
  static func suspend() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTSTP)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
    raise(SIGTSTP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  fileprivate func exitNow(_ code: Int32) {
    for action in cleanUp.withLock({ $0 }) { action() }
    _exit(code)
  }

  /// Waits for the next signal; once the process was asked to end, not for long.
  fileprivate func next(of signals: sigset_t) -> Int32? {
    var signals = signals
    guard let termination else {
      let signal = sigwaitinfo(&signals, nil)
      return signal > 0 ? signal : nil
    }
    var patience = timespec(tv_sec: Self.grace, tv_nsec: 0)
    let signal = sigtimedwait(&signals, nil, &patience)
    if signal < 0, errno == EAGAIN { exitNow(128 + termination) }
    return signal > 0 ? signal : nil
  }

  private static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  private static func isIgnored(_ signal: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(signal, nil, &action) == 0 else { return false }
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
      == unsafeBitCast(SIG_IGN, to: Int.self)
  }
}

/// What the watcher's thread needs.
private final class Watch: Sendable {
  private let watcher: SignalWatcher
  private let signals: sigset_t

  init(watcher: SignalWatcher, signals: sigset_t) {
    self.watcher = watcher
    self.signals = signals
  }

  func run() {
    // No other signal is this thread's business; tcsetattr must not stop it (SIGTTOU).
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    while true {
      if let signal = watcher.next(of: signals) { watcher.receive(signal) }
    }
  }
}
