import Glibc
import Synchronization

/// Threads that work off numbered tasks.
///
/// Which thread takes a task is left to chance, so a task must not depend on it: results are the
/// same for any number of threads. Tasks of a training step last well under a millisecond, less
/// than waking a sleeping thread takes; workers therefore look for work a little while before they
/// sleep.
package final class WorkerPool: @unchecked Sendable {
  /// Number of threads, the caller's included.
  package let threads: Int

  private typealias Body = (_ task: Int, _ worker: Int) -> Void

  private let generation = Atomic<Int>(0)
  private let nextTask = Atomic<Int>(0)
  private let busyWorkers = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)
  // Written by the caller before `generation` is raised, read by workers after they see it raised.
  private var body: Body?
  private var taskCount = 0

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wakeUp = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var handles: [pthread_t] = []

  /// Rounds of looking before a worker sleeps: about 50 µs.
  private static let spins = 2000

  /// A pool.
  /// - Parameters:
  ///   - threads: number of threads, the caller's included; at least 1.
  ///   - prepare: run once on every thread before its first task.
  package init(threads: Int, prepare: @escaping @Sendable () -> Void) {
    self.threads = max(1, min(threads, 256))
    lock.initialize(to: pthread_mutex_t())
    wakeUp.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wakeUp, nil)
    prepare()
    for worker in 1..<max(2, self.threads) where worker < self.threads {
      let start = Start(pool: self, worker: worker, prepare: prepare)
      var handle = pthread_t()
      let created = pthread_create(
        &handle, nil,
        { context in
          guard let context else { return nil }
          let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
          start.prepare()
          start.pool.work(as: start.worker)
          return nil
        }, Unmanaged.passRetained(start).toOpaque())
      // Without the thread the others do its share.
      guard created == 0 else { break }
      handles.append(handle)
    }
  }

  private final class Start {
    unowned(unsafe) let pool: WorkerPool
    let worker: Int
    let prepare: @Sendable () -> Void

    init(pool: WorkerPool, worker: Int, prepare: @escaping @Sendable () -> Void) {
      self.pool = pool
      self.worker = worker
      self.prepare = prepare
    }
  }

  deinit {
    isClosed.store(true, ordering: .releasing)
    raiseGeneration()
    for handle in handles { pthread_join(handle, nil) }
    pthread_cond_destroy(wakeUp)
    pthread_mutex_destroy(lock)
    wakeUp.deallocate()
    lock.deallocate()
  }

  /// Works off tasks 0 ..< count and returns when all are done.
  /// - Parameter body: called once for each task with the number of the thread that does it,
  ///   0 ..< threads.
  package func run(_ count: Int, _ body: (_ task: Int, _ worker: Int) -> Void) {
    guard !handles.isEmpty, count > 1 else {
      for task in 0..<max(0, count) { body(task, 0) }
      return
    }
    withoutActuallyEscaping(body) { body in
      self.body = body
      taskCount = count
      nextTask.store(0, ordering: .relaxed)
      busyWorkers.store(handles.count, ordering: .relaxed)
      raiseGeneration()
      takeTasks(body, worker: 0)
      var spun = 0
      while busyWorkers.load(ordering: .acquiring) > 0 {
        spun += 1
        if spun > WorkerPool.spins { sched_yield() }
      }
      self.body = nil
    }
  }

  private func raiseGeneration() {
    pthread_mutex_lock(lock)
    generation.add(1, ordering: .releasing)
    pthread_cond_broadcast(wakeUp)
    pthread_mutex_unlock(lock)
  }

  private func takeTasks(_ body: Body, worker: Int) {
    while true {
      let task = nextTask.add(1, ordering: .relaxed).oldValue
      guard task < taskCount else { return }
      body(task, worker)
    }
  }

  private func work(as worker: Int) {
    var seen = 0
    while true {
      seen = waitForGeneration(after: seen)
      if isClosed.load(ordering: .acquiring) { return }
      if let body { takeTasks(body, worker: worker) }
      busyWorkers.subtract(1, ordering: .releasing)
    }
  }

  private func waitForGeneration(after seen: Int) -> Int {
    for _ in 0..<WorkerPool.spins {
      let current = generation.load(ordering: .acquiring)
      if current != seen { return current }
      pauseBriefly()
    }
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(wakeUp, lock) }
    return generation.load(ordering: .acquiring)
  }

  private func pauseBriefly() {
    // An atomic read costs a few nanoseconds and keeps the loop from being removed.
    for _ in 0..<8 { _ = nextTask.load(ordering: .relaxed) }
  }
}
