import Compression
import Testing
import Training

@Suite struct WorkerPoolMapTests {
  private struct Odd: Error, Equatable {
    let task: Int
  }

  @Test(arguments: [1, 2, 5]) func resultsAreInOrder(threads: Int) {
    let pool = WorkerPool(threads: threads)
    for count in [0, 1, 2, 100] {
      #expect(pool.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
    }
  }

  /// Whatever the threads do.
  @Test(arguments: [1, 2, 5]) func theLowestErrorCounts(threads: Int) {
    let pool = WorkerPool(threads: threads)
    for first in [0, 7, 99] {
      #expect(throws: Odd(task: first)) {
        try pool.map(100) { task throws(Odd) in
          if task >= first { throw Odd(task: task) }
          return task
        }
      }
    }
  }
}
