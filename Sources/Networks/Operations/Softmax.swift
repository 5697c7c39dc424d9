import Tensors

/// Exponentials that add up to 1 along the first extent of an example: `yᵢ = eˣⁱ / Σⱼ eˣʲ`.
///
/// The first extent is the classes of a vector and the channels of an image.
public struct Softmax: PlainOperation {
  /// `softmax`.
  public static let kind = "softmax"
  /// 14.
  public static let code: UInt8 = 14

  /// A softmax.
  public init() {}

  /// The input's shape.
  /// - Throws: `NetworkError` unless there is one input with an extent.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let shape = try single(inputs)
    guard shape.rank > 0 else { throw NetworkError("`softmax` takes no single number") }
    return shape
  }

  /// `eˣ / Σ eˣ`, the largest taken off first so that nothing overflows.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    _ = try batch(inputs)
    return Tensor(shape: x.shape) { y in
      forEachLine(of: x) { positions, shares in
        for (position, share) in zip(positions, shares) { y[position] = Float(share) }
      }
    }
  }

  /// `dxᵢ = yᵢ (dyᵢ - Σⱼ yⱼ dyⱼ)`.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    _ = try batch(inputs, gradient: dy)
    let dx = Tensor(shape: x.shape) { dx in
      forEachLine(of: x) { positions, shares in
        let mean = zip(positions, shares).reduce(0) { $0 + $1.1 * Double(dy[$1.0]) }
        for (position, share) in zip(positions, shares) {
          dx[position] = Float(share * (Double(dy[position]) - mean))
        }
      }
    }
    return Gradients(inputs: [dx])
  }

  /// Calls a closure for each set of elements that share a sum, with their positions and results.
  private func forEachLine(of x: Tensor, _ body: (_ positions: [Int], _ shares: [Double]) -> Void) {
    let (rows, channels) = (x.shape.dimensions[0], x.shape.dimensions[1])
    let inner = x.count / rows / channels
    for row in 0..<rows {
      for offset in 0..<inner {
        let positions = (0..<channels).map { (row * channels + $0) * inner + offset }
        let largest = positions.map { x[$0] }.max() ?? 0
        let powers = positions.map { Elementary.exp(Double(x[$0]) - Double(largest)) }
        let sum = powers.reduce(0, +)
        body(positions, powers.map { $0 / sum })
      }
    }
  }
}
