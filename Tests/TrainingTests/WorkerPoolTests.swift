import Foundation
import Synchronization
import Testing
import Training

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 2, 4, 8]) func everyTaskRunsExactlyOnce(threads: Int) {
    let pool = WorkerPool(threads: threads, prepare: {})
    #expect(pool.threads == threads)
    for round in 0..<300 {
      for count in [0, 1, 2, 3, 7, 64] {
        let runs = Mutex([Int](repeating: 0, count: count))
        let workers = Mutex(Set<Int>())
        pool.run(count) { task, worker in
          runs.withLock { $0[task] += 1 }
          workers.withLock { _ = $0.insert(worker) }
        }
        let counts = runs.withLock { $0 }
        if !counts.allSatisfy({ $0 == 1 }) {
          Issue.record("round \(round): \(count) tasks ran \(counts) times")
        }
        #expect(workers.withLock { $0.allSatisfy { (0..<threads).contains($0) } })
      }
    }
  }

  @Test func noTaskRunsAfterTheCallHasReturned() {
    let pool = WorkerPool(threads: 3, prepare: {})
    let running = Atomic<Int>(0)
    for _ in 0..<500 {
      pool.run(5) { _, _ in
        running.add(1, ordering: .sequentiallyConsistent)
        running.subtract(1, ordering: .sequentiallyConsistent)
      }
      #expect(running.load(ordering: .sequentiallyConsistent) == 0)
    }
  }

  @Test func oneWorkerDoesOneTaskAtATime() {
    let pool = WorkerPool(threads: 4, prepare: {})
    let busy = Mutex(Set<Int>())
    let clashes = Atomic<Int>(0)
    pool.run(2000) { _, worker in
      if !busy.withLock({ $0.insert(worker).inserted }) { clashes.add(1, ordering: .relaxed) }
      busy.withLock { _ = $0.remove(worker) }
    }
    #expect(clashes.load(ordering: .relaxed) == 0)
  }

  @Test func numbersOfThreadsAreBroughtIntoBounds() {
    #expect(WorkerPool(threads: 0, prepare: {}).threads == 1)
    #expect(WorkerPool(threads: -7, prepare: {}).threads == 1)
    #expect(WorkerPool(threads: 2, prepare: {}).threads == 2)
    let pool = WorkerPool(threads: 0, prepare: {})
    let done = Mutex(0)
    pool.run(10) { _, worker in done.withLock { $0 += worker == 0 ? 1 : 100 } }
    #expect(done.withLock { $0 } == 10)
  }

  /// Its threads must not keep a pool alive, or every training would leave some behind.
  @Test func endsWithItsThreads() {
    for threads in [1, 2, 5] {
      weak var pool: WorkerPool?
      do {
        let local = WorkerPool(threads: threads, prepare: {})
        local.run(4) { _, _ in }
        pool = local
        #expect(pool != nil)
      }
      #expect(pool == nil)
      // Also one that never had anything to do.
      do {
        let local = WorkerPool(threads: threads, prepare: {})
        pool = local
      }
      #expect(pool == nil)
    }
  }

  @Test func everyThreadIsPreparedBeforeItsFirstTask() async {
    let prepared = Mutex(Set<pthread_t>())
    let early = Atomic<Int>(0)
    let pool = WorkerPool(
      threads: 3, prepare: { prepared.withLock { _ = $0.insert(pthread_self()) } })
    @Sendable func run() {
      for count in [1, 20] {
        pool.run(count) { _, _ in
          if !prepared.withLock({ $0.contains(pthread_self()) }) {
            early.add(1, ordering: .relaxed)
          }
        }
      }
    }
    run()
    // The caller need not be the thread that made the pool.
    await withCheckedContinuation { continuation in
      Thread {
        run()
        continuation.resume()
      }.start()
    }
    #expect(early.load(ordering: .relaxed) == 0)
    #expect(prepared.withLock { $0.count } <= 4)
  }
}
