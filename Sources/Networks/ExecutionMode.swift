/// What a pass through a network is for.
public enum ExecutionMode: Hashable, Sendable {
  /// Using the network: nothing is random, statistics are those that were learned.
  case inference
  /// Training it: dropout drops, normalisation uses the batch's own statistics.
  ///
  /// - rowSeeds: one seed for each row of the batch, so that what is random about an example does
  ///   not depend on how a batch is cut into pieces.
  case training(rowSeeds: [UInt64])

  /// The mode for one node: every node draws numbers of its own from the seed of a row.
  /// - Parameter index: the node's index in its graph.
  public func forNode(_ index: Int) -> ExecutionMode {
    switch self {
    case .inference: .inference
    case .training(let seeds):
      .training(rowSeeds: seeds.map { ExecutionMode.seed($0, forNode: index) })
    }
  }

  /// The seed of a row for one node.
  /// - Parameters:
  ///   - seed: the row's seed.
  ///   - index: the node's index in its graph.
  public static func seed(_ seed: UInt64, forNode index: Int) -> UInt64 {
    seed ^ (UInt64(truncatingIfNeeded: index) &* 0x9E37_79B9_7F4A_7C15)
  }
}
