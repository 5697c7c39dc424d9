import Networks
import Synchronization

/// Executors of one plan, by number of rows: each is lent to one task at a time.
///
/// Which one a task gets is left to chance, as their results are the same. There are no more of them
/// than tasks that can run at once: each holds the activations of its rows.
final class ExecutorPool: @unchecked Sendable {
  private let plan: OneDNNExecutor.Plan
  private let lock = Mutex<Void>(())
  // Only looked at and changed under the lock.
  private var idle: [Int: [OneDNNExecutor]] = [:]

  /// An empty pool.
  init(_ plan: OneDNNExecutor.Plan) { self.plan = plan }

  /// Makes executors that are not there yet; to be called while none is lent.
  /// - Parameters:
  ///   - sizes: numbers of rows; 0 is passed over.
  ///   - count: executors of each size.
  /// - Returns: whether any was made: the plan's weights have to be prepared for it.
  /// - Throws: `TrainingError` if oneDNN refuses.
  func prepare(_ sizes: Set<Int>, count: Int) throws(TrainingError) -> Bool {
    var isNew = false
    for rows in sizes.sorted() where rows > 0 {
      let there = lock.withLock { _ in idle[rows]?.count ?? 0 }
      for _ in there..<max(there, count) {
        give(try OneDNNExecutor(plan, rows: rows))
        isNew = true
      }
    }
    return isNew
  }

  /// Lends an executor.
  /// - Throws: `TrainingError.invalid` if all of this size are lent, or what the task throws.
  func lend<Result>(
    rows: Int, _ task: (OneDNNExecutor) throws(TrainingError) -> Result
  ) throws(TrainingError) -> Result {
    guard let executor = take(rows) else { throw .invalid("there is no code for \(rows) rows") }
    defer { give(executor) }
    return try task(executor)
  }

  private func take(_ rows: Int) -> OneDNNExecutor? {
    lock.withLock { _ in idle[rows]?.popLast() }
  }

  private func give(_ executor: OneDNNExecutor) {
    lock.withLock { _ in idle[executor.rows, default: []].append(executor) }
  }
}
