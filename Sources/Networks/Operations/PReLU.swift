import Tensors

/// The rectifier whose slope is learned: `y = x` above 0, `a x` elsewhere (He et al., 2015).
///
/// The slope is [channels]; an example's first extent is the channel. One slope is shared by all.
public struct PReLU: Operation {
  /// `prelu`.
  public static let kind = "prelu"
  /// 9.
  public static let code: UInt8 = 9

  /// Number of slopes: 1 for all channels together, or one for each.
  public let channels: Int
  private let slopeShape: Shape

  /// A rectifier.
  /// - Throws: `NetworkError` if there is no channel, or there are too many.
  public init(channels: Int) throws(NetworkError) {
    do {
      slopeShape = try Shape([channels])
    } catch {
      throw NetworkError(error, at: PReLU.kind)
    }
    self.channels = channels
  }

  /// The number of channels.
  public var attributes: [Int] { [channels] }

  /// From the number of channels.
  /// - Throws: `NetworkError` unless it is one number above 0.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: PReLU.kind, count: 1)
    try self.init(channels: try reader.integer("channels"))
  }

  /// Slope [channels], 0.25 at first as in the paper.
  public var parameterSlots: [ParameterSlot] {
    [
      ParameterSlot(
        name: "slope", shape: slopeShape, role: .scale, fanIn: 1, initial: .constant(0.25))
    ]
  }

  /// The input's shape.
  /// - Throws: `NetworkError` unless the first extent is the number of slopes, or there is one.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let shape = try single(inputs)
    guard channels == 1 || shape.dimensions.first == channels else {
      throw NetworkError("has \(channels) slopes, but gets \(shape)")
    }
    return shape
  }

  /// `x` above 0, `a[c] x` elsewhere.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let rows = try batch(inputs).rows
    let slope = try checked(parameters)[0]
    let perSlope = x.count / rows / channels
    return Tensor(shape: x.shape) { y in
      for index in 0..<x.count {
        y[index] = x[index] > 0 ? x[index] : slope[index / perSlope % channels] * x[index]
      }
    }
  }

  /// `dx = dy` above 0, `a[c] dy` elsewhere; `da[c] = Σ x dy` over the elements not above 0.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let rows = try batch(inputs, gradient: dy).rows
    let slope = try checked(parameters)[0]
    let perSlope = x.count / rows / channels
    var sums = [Double](repeating: 0, count: channels)
    let dx = Tensor(shape: x.shape) { dx in
      for index in 0..<x.count {
        let channel = index / perSlope % channels
        dx[index] = x[index] > 0 ? dy[index] : slope[channel] * dy[index]
        if !(x[index] > 0) { sums[channel] += Double(x[index]) * Double(dy[index]) }
      }
    }
    let dSlope = Tensor(shape: slopeShape) { dSlope in
      for (channel, sum) in sums.enumerated() { dSlope[channel] = Float(sum) }
    }
    return Gradients(inputs: [dx], parameters: [dSlope])
  }
}
