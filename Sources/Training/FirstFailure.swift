import Synchronization

/// The first error of tasks that run on several threads.
package final class FirstFailure: Sendable {
  private let stored = Mutex<TrainingError?>(nil)
  private let flag = Atomic<Bool>(false)

  package init() {}

  /// Whether any task has failed; cheap.
  package var hasFailed: Bool { flag.load(ordering: .acquiring) }

  /// The error, if any task has failed.
  package var error: TrainingError? { stored.withLock { $0 } }

  /// Keeps an error unless there is one already.
  package func record(_ error: TrainingError) {
    stored.withLock { $0 = $0 ?? error }
    flag.store(true, ordering: .releasing)
  }
}
