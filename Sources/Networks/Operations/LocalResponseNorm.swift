import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Divides each number by a power of the squares around it (Krizhevsky et al., 2012, section
/// 3.3, with α divided by n as in Caffe): `y = x / (k + α/n · Σ x²)^β`.
///
/// The sum runs over `size` neighbouring channels at the same pixel, or over `size` × `size` pixels
/// of the same channel; what lies outside counts as 0, but n stays the same.
public struct LocalResponseNorm: Operation {
  /// `lrn`.
  public static let kind = "lrn"
  /// 19.
  public static let code: UInt8 = 19

  /// Number of channels, or extent of the square, that a sum runs over; odd.
  public let size: Int
  /// α: the weight of the squares' mean.
  public let alpha: Float
  /// β: the exponent.
  public let beta: Float
  /// What is added to the mean.
  public let k: Float
  /// Whether sums run across channels, and not within one.
  public let acrossChannels: Bool

  /// A normalisation.
  /// - Parameters:
  ///   - size: number of channels, or extent of the square; odd, at most 255.
  ///   - alpha: weight of the squares' mean; 0 or more.
  ///   - beta: exponent; 0 or more.
  ///   - k: added to the mean; above 0.
  ///   - acrossChannels: whether sums run across channels, and not within one.
  /// - Throws: `NetworkError` if a number is out of range.
  public init(
    size: Int, alpha: Float, beta: Float, k: Float = 1, acrossChannels: Bool = true
  ) throws(NetworkError) {
    guard (1...255).contains(size), !size.isMultiple(of: 2) else {
      throw NetworkError("a size of \(size) is not possible", at: LocalResponseNorm.kind)
    }
    for (name, value) in [("alpha", alpha), ("beta", beta), ("k", k)]
    where !(value >= 0 && value.isFinite) || (name == "k" && value == 0) {
      throw NetworkError("\(name) cannot be \(value)", at: LocalResponseNorm.kind)
    }
    self.size = size
    // Minus 0 is the same number.
    self.alpha = alpha == 0 ? 0 : alpha
    self.beta = beta == 0 ? 0 : beta
    self.k = k
    self.acrossChannels = acrossChannels
  }

  /// Size, the bits of alpha, beta and k, and 1 if sums run across channels.
  public var attributes: [Int] {
    [size, alpha.attribute, beta.attribute, k.attribute, acrossChannels.attribute]
  }

  /// From the numbers that `attributes` lists.
  /// - Throws: `NetworkError` if they make no normalisation.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: LocalResponseNorm.kind, count: 5)
    try self.init(
      size: try reader.integer("size"), alpha: try reader.float("alpha"),
      beta: try reader.float("beta"), k: try reader.float("k"),
      acrossChannels: try reader.flag("across channels"))
  }

  /// The input's shape.
  /// - Throws: `NetworkError` unless it is one image.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let shape = try single(inputs)
    _ = try shape.image()
    return shape
  }

  /// `y = x / s^β` with `s = k + α/n · Σ x²`.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    let bases = bases(x, batch)
    return Tensor(shape: x.shape) { y in
      for index in y.indices {
        y[index] = Float(Double(x[index]) * pow(bases[index], -Double(beta)))
      }
    }
  }

  /// `dx[j] = dy[j] / s[j]^β − 2 α β / n · x[j] · Σ dy[i] x[i] / s[i]^(β + 1)`, over the `i`
  /// whose sums `j` is part of: as sizes are odd, those that are in the sum of `j`.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let batch = try batch(inputs, gradient: dy)
    let bases = bases(x, batch)
    var dx = [Double](repeating: 0, count: x.count)
    forEachNeighbour(batch) { j, i in
      dx[j] += Double(dy[i]) * Double(x[i]) * pow(bases[i], -Double(beta) - 1)
    }
    for j in dx.indices {
      dx[j] *= -2 * Double(alpha) * Double(beta) / count * Double(x[j])
      dx[j] += Double(dy[j]) * pow(bases[j], -Double(beta))
    }
    return Gradients(inputs: [Tensor(shape: x.shape, roundedFrom: dx)])
  }

  /// n: what α is divided by.
  private var count: Double { Double(acrossChannels ? size : size * size) }

  /// `s = k + α/n · Σ x²` for every element.
  private func bases(_ x: Tensor, _ batch: ReferenceBatch) -> [Double] {
    var sums = [Double](repeating: 0, count: x.count)
    forEachNeighbour(batch) { index, other in sums[index] += Double(x[other]) * Double(x[other]) }
    return sums.map { Double(k) + Double(alpha) / count * $0 }
  }

  /// Calls a closure for every element and every element in its sum.
  private func forEachNeighbour(_ batch: ReferenceBatch, _ body: (Int, Int) -> Void) {
    let extents = batch.output.dimensions
    let reach = size / 2
    func around(_ centre: Int, _ extent: Int, _ isSummed: Bool) -> Range<Int> {
      isSummed
        ? max(0, centre - reach)..<min(extent, centre + reach + 1) : centre..<(centre + 1)
    }
    func position(_ n: Int, _ c: Int, _ y: Int, _ x: Int) -> Int {
      ((n * extents[0] + c) * extents[1] + y) * extents[2] + x
    }
    for n in 0..<batch.rows {
      for c in 0..<extents[0] {
        for y in 0..<extents[1] {
          for x in 0..<extents[2] {
            for otherC in around(c, extents[0], acrossChannels) {
              for otherY in around(y, extents[1], !acrossChannels) {
                for otherX in around(x, extents[2], !acrossChannels) {
                  body(position(n, c, y, x), position(n, otherC, otherY, otherX))
                }
              }
            }
          }
        }
      }
    }
  }
}
