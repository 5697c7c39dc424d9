/// How a minibatch is cut into shards, each computed on one thread.
///
/// The cut depends on the number of examples alone, never on the number of threads: gradients are
/// added shard by shard in order, so the sum has the same bits on one thread and on sixteen.
package enum Sharding {
  /// Rows that a shard has room for before there are more shards.
  static let targetRows = 32
  /// At most so many shards: each needs memory for all gradients.
  static let maximumShards = 8

  /// Row ranges of the shards, in order, sizes differing by at most one.
  /// - Parameter count: number of examples in the minibatch.
  package static func ranges(of count: Int) -> [Range<Int>] {
    guard count > 0 else { return [] }
    let wanted = max(2, (count + targetRows - 1) / targetRows)
    let shards = min(wanted, maximumShards, count)
    return (0..<shards).map { count * $0 / shards..<count * ($0 + 1) / shards }
  }
}
