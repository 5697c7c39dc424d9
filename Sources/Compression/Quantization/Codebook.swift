import Tensors
import Training

/// The shared weights of a layer and which of them each weight uses (section 3 of the paper).
///
/// If weights were pruned, code 0 stands for exactly 0 and is not trained.
public struct Codebook: Hashable, Sendable {
  /// The shared values, by code.
  public private(set) var centroids: [Float]
  /// The code of each weight.
  public let codes: [UInt16]
  /// Whether code 0 is the 0 of pruned weights.
  public let pinsZero: Bool
  /// Bits of a code before entropy coding.
  public let bits: Int

  /// A codebook from its parts.
  /// - Throws: `CompressionError` if a code has no centroid, there are more centroids than codes of
  ///   this width, one is NaN or infinite, or pinned zero is not 0.
  public init(
    centroids: [Float], codes: [UInt16], pinsZero: Bool, bits: Int
  ) throws(CompressionError) {
    guard (1...16).contains(bits), centroids.count <= 1 << bits else {
      throw CompressionError("\(centroids.count) shared weights do not fit codes of \(bits) bits")
    }
    guard centroids.allSatisfy(\.isFinite) else {
      throw CompressionError("a shared weight is NaN or infinite")
    }
    guard !pinsZero || centroids.first?.bitPattern == 0 else {
      throw CompressionError("code 0 of a pruned layer must stand for 0")
    }
    let largest = codes.max().map { Int($0) } ?? -1
    guard largest < centroids.count else {
      throw CompressionError("code \(largest) has no shared weight")
    }
    self.centroids = centroids
    self.codes = codes
    self.pinsZero = pinsZero
    self.bits = bits
  }

  /// The weights that the codes stand for.
  public func weights(shape: Shape) throws(ShapeError) -> Tensor {
    guard shape.count == codes.count else {
      throw ShapeError("\(codes.count) codes do not fill the shape \(shape)")
    }
    return Tensor(shape: shape) { values in
      for index in 0..<codes.count { values[index] = centroids[Int(codes[index])] }
    }
  }

  /// The same codes with the values that training gave: each shared weight is that of its first
  /// member. Those without members stay.
  func updated(from weights: Tensor) -> Codebook {
    var result = self
    var isSet = [Bool](repeating: false, count: centroids.count)
    if pinsZero, !isSet.isEmpty { isSet[0] = true }
    weights.withUnsafeBufferPointer { values in
      for (index, code) in codes.enumerated() where !isSet[Int(code)] {
        isSet[Int(code)] = true
        result.centroids[Int(code)] = values[index]
      }
    }
    return result
  }

  /// The codebook of a layer of which more weights were pruned: the values stay, pruned weights get
  /// the code of 0.
  func pruned(to mask: Mask) throws(CompressionError) -> Codebook {
    guard pinsZero || centroids.count < 1 << 16 else {
      throw CompressionError("\(centroids.count) shared weights leave no code for pruned ones")
    }
    let shift: UInt16 = pinsZero ? 0 : 1
    var codes = codes
    for index in codes.indices { codes[index] = mask.kept[index] ? codes[index] + shift : 0 }
    let centroids = pinsZero ? centroids : [0] + centroids
    var bits = bits
    while centroids.count > 1 << bits { bits += 1 }
    return try Codebook(centroids: centroids, codes: codes, pinsZero: true, bits: bits)
  }
}
