import Glibc
import Synchronization

/// Threads that work off numbered tasks.
///
/// Which thread takes a task is left to chance, so a task must not depend on it: results are the
/// same for any number of threads. Tasks of a training step last well under a millisecond, less
/// than waking a sleeping thread takes; workers therefore look for work a little while before they
/// sleep.
package final class WorkerPool: Sendable {
  /// Number of threads, the caller's included.
  package let threads: Int

  private let queue = TaskQueue()
  private let handles: [pthread_t]
  private let prepare: @Sendable () -> Void

  /// A pool.
  /// - Parameters:
  ///   - threads: number of threads, the caller's included; at least 1.
  ///   - prepare: run on every thread before its first task, and on the caller's at every run: it
  ///     need not be the same one.
  package init(threads: Int, prepare: @escaping @Sendable () -> Void) {
    self.threads = max(1, min(threads, 1024))
    self.prepare = prepare
    var handles: [pthread_t] = []
    for worker in 1..<max(2, self.threads) where worker < self.threads {
      let start = Unmanaged.passRetained(Start(queue: queue, worker: worker, prepare: prepare))
      var handle = pthread_t()
      let created = pthread_create(
        &handle, nil,
        { context in
          guard let context else { return nil }
          let start = Unmanaged<Start>.fromOpaque(context).takeRetainedValue()
          start.prepare()
          start.queue.work(as: start.worker)
          return nil
        }, start.toOpaque())
      guard created == 0 else {
        // Without the thread the others do its share.
        start.release()
        break
      }
      handles.append(handle)
    }
    self.handles = handles
  }

  /// What a thread is given: the queue and not the pool, which it would keep from ending.
  private final class Start {
    let queue: TaskQueue
    let worker: Int
    let prepare: @Sendable () -> Void

    init(queue: TaskQueue, worker: Int, prepare: @escaping @Sendable () -> Void) {
      self.queue = queue
      self.worker = worker
      self.prepare = prepare
    }
  }

  deinit {
    queue.close()
    for handle in handles { pthread_join(handle, nil) }
  }

  /// Works off tasks 0 ..< count and returns when all are done.
  /// - Parameter body: called once for each task with the number of the thread that does it,
  ///   0 ..< threads.
  package func run(_ count: Int, _ body: (_ task: Int, _ worker: Int) -> Void) {
    prepare()
    guard !handles.isEmpty, count > 1 else {
      for task in 0..<max(0, count) { body(task, 0) }
      return
    }
    withoutActuallyEscaping(body) { queue.run(count, workers: handles.count, $0) }
  }
}

/// The tasks of a pool, shared by its threads.
private final class TaskQueue: @unchecked Sendable {
  typealias Body = (_ task: Int, _ worker: Int) -> Void

  private let generation = Atomic<Int>(0)
  private let nextTask = Atomic<Int>(0)
  private let busyWorkers = Atomic<Int>(0)
  private let isClosed = Atomic<Bool>(false)
  // Written by the caller before `generation` is raised, read by workers after they see it raised.
  private var body: Body?
  private var taskCount = 0

  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let wakeUp = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// Rounds of looking before a worker sleeps: about 50 µs.
  private static let spins = 2000

  init() {
    lock.initialize(to: pthread_mutex_t())
    wakeUp.initialize(to: pthread_cond_t())
    pthread_mutex_init(lock, nil)
    pthread_cond_init(wakeUp, nil)
  }

  deinit {
    pthread_cond_destroy(wakeUp)
    pthread_mutex_destroy(lock)
    wakeUp.deallocate()
    lock.deallocate()
  }

  /// The caller's part of a run.
  func run(_ count: Int, workers: Int, _ body: @escaping Body) {
    self.body = body
    taskCount = count
    nextTask.store(0, ordering: .relaxed)
    busyWorkers.store(workers, ordering: .relaxed)
    raiseGeneration()
    takeTasks(body, worker: 0)
    var spun = 0
    while busyWorkers.load(ordering: .acquiring) > 0 {
      spun += 1
      if spun > TaskQueue.spins { sched_yield() }
    }
    self.body = nil
  }

  /// Ends the workers.
  func close() {
    isClosed.store(true, ordering: .releasing)
    raiseGeneration()
  }

  /// A worker's life.
  func work(as worker: Int) {
    var seen = 0
    while true {
      seen = waitForGeneration(after: seen)
      if isClosed.load(ordering: .acquiring) { return }
      if let body { takeTasks(body, worker: worker) }
      busyWorkers.subtract(1, ordering: .releasing)
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

  private func waitForGeneration(after seen: Int) -> Int {
    for _ in 0..<TaskQueue.spins {
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
