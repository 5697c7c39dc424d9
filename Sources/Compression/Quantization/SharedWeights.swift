import Tensors
import Training

/// Training of shared weights: members of a cluster stay equal, and the gradient of a shared weight
/// is the sum of its members' (equation 3 of the paper).
///
/// Every member gets the summed gradient, and equal numbers treated equally stay equal: so any
/// optimizer trains shared weights without knowing of them. Weight decay acts once on each shared
/// weight.
struct SharedWeights: ParameterConstraint {
  /// Positions of the weights that are not pinned to 0, with the cluster of each.
  private let positions: [Int32]
  private let clusters: [UInt16]
  /// Position of the first member of each cluster, or -1.
  private let firsts: [Int32]
  /// What is pinned to 0.
  private let pinned: Mask?

  /// The constraint that a codebook stands for.
  init(_ codebook: Codebook) {
    var positions: [Int32] = []
    var clusters: [UInt16] = []
    var firsts = [Int32](repeating: -1, count: codebook.centroids.count)
    var kept = Bitmap(count: codebook.codes.count, filled: false)
    for (index, code) in codebook.codes.enumerated() where !(codebook.pinsZero && code == 0) {
      positions.append(Int32(index))
      clusters.append(code)
      kept[index] = true
      if firsts[Int(code)] < 0 { firsts[Int(code)] = Int32(index) }
    }
    self.positions = positions
    self.clusters = clusters
    self.firsts = firsts
    pinned = codebook.pinsZero ? Mask(kept: kept) : nil
  }

  /// False: a shared weight's gradient needs all of its members.
  var isElementwise: Bool { false }

  func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    pinned?.project(weights, from: offset)
    // The first member decides, should weights have come in that were not yet shared.
    let values = firsts.map { $0 < 0 ? 0 : weights[Int($0)] }
    scatter(values, to: weights)
  }

  func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
    pinned?.pullBack(gradient, from: offset)
    var sums = [Double](repeating: 0, count: firsts.count)
    sums.withUnsafeMutableBufferPointer { sums in
      positions.withUnsafeBufferPointer { positions in
        clusters.withUnsafeBufferPointer { clusters in
          for member in 0..<positions.count {
            sums[Int(clusters[member])] += Double(gradient[Int(positions[member])])
          }
        }
      }
    }
    scatter(sums.map { Float($0) }, to: gradient)
  }

  /// Each shared weight counts once.
  func squaredNorm(_ gradient: UnsafeBufferPointer<Float>, from offset: Int) -> Double? {
    firsts.reduce(0) { sum, first in
      guard first >= 0 else { return sum }
      let own = Double(gradient[Int(first)])
      return sum + own * own
    }
  }

  private func scatter(_ values: [Float], to target: UnsafeMutableBufferPointer<Float>) {
    values.withUnsafeBufferPointer { values in
      positions.withUnsafeBufferPointer { positions in
        clusters.withUnsafeBufferPointer { clusters in
          for member in 0..<positions.count {
            target[Int(positions[member])] = values[Int(clusters[member])]
          }
        }
      }
    }
  }
}
