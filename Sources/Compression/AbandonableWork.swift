import Glibc
import Synchronization

/// Work on a thread of its own that is given up at once when somebody asks to stop.
///
/// The coder of a large layer looks at it for longer than a user waits. What is given up ends by itself
/// as soon as it asks; until then it keeps what it works on.
package enum AbandonableWork {
  /// Milliseconds between two looks at whether to stop.
  private static let interval = 20

  /// Does work and waits for it.
  /// - Parameters:
  ///   - isCancelled: asked on the caller's thread.
  ///   - work: done on another thread; it is handed what tells it to stop, for any thread.
  /// - Returns: nil if it was given up.
  /// - Throws: what the work throws.
  package static func run<Success: Sendable, Failure: Error>(
    isCancelled: () -> Bool,
    _ work:
      @escaping @Sendable (_ isAbandoned: @escaping @Sendable () -> Bool) -> Result<
        Success, Failure
      >
  ) throws(Failure) -> Success? {
    let shared = Shared(work)
    var thread = pthread_t()
    let context = Unmanaged.passRetained(shared)
    let created = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<AnyShared>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context.toOpaque())
    if created == 0 {
      pthread_detach(thread)
    } else {
      context.release()
      shared.work()
    }
    while !shared.isDone(within: interval) {
      if isCancelled() {
        shared.abandon()
        return nil
      }
    }
    return try shared.result?.get()
  }

  /// What a C function can take back from a pointer, whatever the work gives.
  private class AnyShared: @unchecked Sendable {
    func work() {}
  }

  /// What both threads see.
  private final class Shared<Success: Sendable, Failure: Error>: AnyShared, @unchecked Sendable {
    private let body: @Sendable (@escaping @Sendable () -> Bool) -> Result<Success, Failure>
    private let stored = Mutex<Result<Success, Failure>?>(nil)
    private let isAbandoned = Atomic<Bool>(false)
    private let done = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init(_ body: @escaping @Sendable (@escaping @Sendable () -> Bool) -> Result<Success, Failure>) {
      self.body = body
      done.initialize(to: sem_t())
      sem_init(done, 0, 0)
    }

    deinit {
      sem_destroy(done)
      done.deallocate()
    }

    var result: Result<Success, Failure>? { stored.withLock { $0 } }

    func abandon() { isAbandoned.store(true, ordering: .relaxed) }

    override func work() {
      let result = body { [self] in isAbandoned.load(ordering: .relaxed) }
      stored.withLock { $0 = result }
      sem_post(done)
    }

    /// Waits so many milliseconds at most.
    func isDone(within milliseconds: Int) -> Bool {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      time.tv_nsec += milliseconds * 1_000_000
      if time.tv_nsec >= 1_000_000_000 {
        time.tv_sec += 1
        time.tv_nsec -= 1_000_000_000
      }
      return sem_timedwait(done, &time) == 0
    }
  }
}
