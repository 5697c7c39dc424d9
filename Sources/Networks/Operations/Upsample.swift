import Tensors

/// An image made larger by whole factors.
public struct Upsample: Operation {
  /// `upsample`.
  public static let kind = "upsample"
  /// 28.
  public static let code: UInt8 = 28

  /// How new pixels are made.
  public enum Method: Int, CaseIterable, Hashable, Sendable {
    /// Each is the pixel that it lies in.
    case nearest = 0
    /// Each is mixed from the four pixels whose centres are next to its own; beyond the outermost
    /// centres, the edge goes on.
    case bilinear = 1
  }

  /// How many times higher and wider.
  public let factor: Extent2
  /// How new pixels are made.
  public let method: Method

  /// An enlargement.
  /// - Throws: `NetworkError` if a factor is below 1.
  public init(factor: Extent2, method: Method) throws(NetworkError) {
    guard factor.height >= 1, factor.width >= 1 else {
      throw NetworkError("`upsample` cannot enlarge \(factor) times")
    }
    self.factor = factor
    self.method = method
  }

  /// The factors, then 0 for nearest or 1 for bilinear.
  public var attributes: [Int] { factor.attributes + [method.rawValue] }

  /// From the factors and the method's number.
  /// - Throws: `NetworkError` unless they make an enlargement.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Upsample.kind, count: 3)
    let factor = try reader.extent("factor", in: 1...Int.max)
    try self.init(factor: factor, method: try reader.flag("method") ? .bilinear : .nearest)
  }

  /// [C, H · factor, W · factor].
  /// - Throws: `NetworkError` unless the input is an image, or if the result were too large.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let input = try single(inputs)
    guard input.rank == 3 else { throw NetworkError("takes an image [C, H, W], but gets \(input)") }
    let dimensions = input.dimensions
    return try shape([
      dimensions[0], try shape([dimensions[1], factor.height]).count,
      try shape([dimensions[2], factor.width]).count,
    ])
  }

  /// Each pixel the weighted sum of those it is made from.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let batch = try batch(inputs)
    return try tensor([batch.rows] + batch.output.dimensions) { y in
      forEachPart(of: x.shape) { from, to, weight in
        // At most four parts, each rounded: far below what a comparison sees.
        y[to] += Float(weight * Double(x[from]))
      }
    }
  }

  /// Each pixel's gradient back to those it was made from, by the same weights.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    _ = try batch(inputs, gradient: dy)
    var sums = [Double](repeating: 0, count: x.count)
    forEachPart(of: x.shape) { from, to, weight in sums[from] += weight * Double(dy[to]) }
    let dx = Tensor(shape: x.shape) { dx in
      for (index, sum) in sums.enumerated() { dx[index] = Float(sum) }
    }
    return Gradients(inputs: [dx])
  }

  /// Calls a closure with each position in the input, position in the result, and the weight by
  /// which one goes into the other.
  private func forEachPart(
    of input: Shape, _ body: (_ from: Int, _ to: Int, _ weight: Double) -> Void
  ) {
    let (height, width) = (input.dimensions[2], input.dimensions[3])
    let rows = (0..<height * factor.height).map { parts(of: $0, factor.height, height) }
    let columns = (0..<width * factor.width).map { parts(of: $0, factor.width, width) }
    for plane in 0..<input.count / (height * width) {
      for (i, row) in rows.enumerated() {
        for (j, column) in columns.enumerated() {
          let to = (plane * rows.count + i) * columns.count + j
          for (y, rowWeight) in row {
            for (x, columnWeight) in column {
              body((plane * height + y) * width + x, to, rowWeight * columnWeight)
            }
          }
        }
      }
    }
  }

  /// The indices that an index of the result is made from, with their weights.
  private func parts(
    of index: Int, _ factor: Int, _ extent: Int
  ) -> [(index: Int, weight: Double)] {
    switch method {
    case .nearest: return [(index / factor, 1)]
    case .bilinear:
      let centre = (Double(index) + 0.5) / Double(factor) - 0.5
      let inside = min(max(centre, 0), Double(extent - 1))
      let first = Int(inside)
      let share = inside - Double(first)
      guard share > 0 else { return [(first, 1)] }
      return [(first, 1 - share), (first + 1, share)]
    }
  }
}
