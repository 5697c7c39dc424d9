import Session
import Synchronization

/// Keeps all reports, and stops a command at one of them, as a user does with Ctrl-C.
final class Interrupter: ProgressReporter {
  enum Moment: Equatable, Sendable {
    case never
    /// After the first step of what runs.
    case firstReport
    /// Between this epoch and the next.
    case endOfEpoch(Int)
  }

  let cancellation = Cancellation()
  private let state = Mutex((moment: Moment.never, reports: [Progress]()))

  func report(_ progress: Progress) {
    let isDue = state.withLock { state in
      state.reports.append(progress)
      switch state.moment {
      case .never: return false
      case .firstReport: return true
      case .endOfEpoch(let epoch):
        return progress.milestone != nil && progress.stage.hasPrefix("epoch \(epoch) of ")
      }
    }
    if isDue { cancellation.raise() }
  }

  /// The next command is stopped then; `never` makes ready for more.
  func stop(at moment: Moment) {
    state.withLock { $0.moment = moment }
    if moment == .never { cancellation.reset() }
  }

  var reports: [Progress] { state.withLock { $0.reports } }
}
