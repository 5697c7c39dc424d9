import Tensors
import Training

/// Which weights of a layer are left: the others are exactly 0 and stay so in training.
public struct Mask: ParameterConstraint, Hashable {
  /// One bit for each weight, set where the weight is kept.
  public let kept: Bitmap

  /// A mask from the positions that are kept.
  public init(kept: Bitmap) { self.kept = kept }

  /// Number of weights, pruned ones included.
  public var count: Int { kept.count }
  /// Number of weights that are kept.
  public var keptCount: Int { kept.population }
  /// Share of weights that are kept, 0 … 1.
  public var density: Double { count == 0 ? 0 : Double(keptCount) / Double(count) }

  /// True: what happens to a weight depends on its bit alone.
  public var isElementwise: Bool { true }

  /// Sets pruned weights to +0.
  public func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    kept.keep(in: weights, from: offset)
  }

  /// Sets the gradient of pruned weights to +0, so that momentum does not gather there.
  public func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    kept.keep(in: gradient, from: offset)
  }
}
