import Tensors

/// Normalises each channel over the batch (Ioffe and Szegedy, 2015):
/// `y = scale · (x − mean) / √(variance + ε) + shift`.
///
/// Training takes mean and population variance from the batch; inference takes the running ones,
/// which are stored. Inputs are vectors or images; the first extent is the channel.
public struct BatchNorm: Operation {
  /// `batchnorm`.
  public static let kind = "batchnorm"
  /// 18.
  public static let code: UInt8 = 18

  /// Number of channels.
  public let channels: Int
  /// ε: added to the variance.
  public let epsilon: Float
  /// The share of a batch's statistics in the running ones.
  public let momentum: Float

  /// A normalisation.
  /// - Parameters:
  ///   - channels: number of channels.
  ///   - epsilon: added to the variance; above 0.
  ///   - momentum: the share of a batch's statistics in the running ones, 0 to 1.
  /// - Throws: `NetworkError` if a number is out of range.
  public init(
    channels: Int, epsilon: Float = 1e-5, momentum: Float = 0.1
  ) throws(NetworkError) {
    guard (1...Int.max / 8).contains(channels) else {
      throw NetworkError("\(channels) channels are not possible", at: BatchNorm.kind)
    }
    guard epsilon > 0, epsilon.isFinite else {
      throw NetworkError("an epsilon of \(epsilon) is not possible", at: BatchNorm.kind)
    }
    guard momentum >= 0, momentum <= 1 else {
      throw NetworkError("a momentum of \(momentum) is not possible", at: BatchNorm.kind)
    }
    self.channels = channels
    self.epsilon = epsilon
    // Minus 0 is the same momentum.
    self.momentum = momentum == 0 ? 0 : momentum
  }

  /// Channels, and the bits of epsilon and momentum.
  public var attributes: [Int] { [channels, epsilon.attribute, momentum.attribute] }

  /// From channels, and the bits of epsilon and momentum.
  /// - Throws: `NetworkError` if they make no normalisation.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: BatchNorm.kind, count: 3)
    try self.init(
      channels: try reader.integer("channels"), epsilon: try reader.float("epsilon"),
      momentum: try reader.float("momentum"))
  }

  /// Scale (1 at first), shift (0), running mean (0) and running variance (1), all [channels].
  public var parameterSlots: [ParameterSlot] {
    let shape = Shape.vector(channels)
    return [
      ParameterSlot(name: "scale", shape: shape, role: .scale, fanIn: 1),
      ParameterSlot(name: "shift", shape: shape, role: .bias, fanIn: 1),
      ParameterSlot(name: "mean", shape: shape, role: .statistic, fanIn: 1, initial: .constant(0)),
      ParameterSlot(
        name: "variance", shape: shape, role: .statistic, fanIn: 1, initial: .constant(1)),
    ]
  }

  /// The input's shape.
  /// - Throws: `NetworkError` unless it is one vector or image of `channels` channels.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let shape = try single(inputs)
    guard shape.rank == 1 || shape.rank == 3 else {
      throw NetworkError("takes vectors or images, but gets \(shape)")
    }
    guard shape.dimensions[0] == channels else {
      throw NetworkError("takes \(channels) channels, but gets \(shape)")
    }
    return shape
  }

  /// With the running statistics.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    try reference(inputs, parameters, mode: .inference)
  }

  /// With the running statistics in inference, with the batch's own in training.
  public func reference(
    _ inputs: [Tensor], _ parameters: [Tensor], mode: ExecutionMode
  ) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let parameters = try checked(parameters)
    let layout = ChannelLayout(try batch(inputs), channels: channels)
    return Tensor(shape: x.shape) { y in
      for channel in 0..<channels {
        let moments = moments(of: channel, x, layout, parameters, mode)
        for index in layout.positions(of: channel) {
          let normalised = (Double(x[index]) - moments.mean) / moments.deviation
          y[index] = Float(
            normalised * Double(parameters[0][channel]) + Double(parameters[1][channel]))
        }
      }
    }
  }

  /// With the running statistics.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    try referenceGradients(inputs, parameters, gradient: gradient, mode: .inference)
  }

  /// With x̂ for the normalised input and s for √(variance + ε): `dscale = Σ dy x̂`, `dshift = Σ dy`;
  /// in inference `dx = scale/s · dy`, in training
  /// `dx = scale/s · (dy − mean(dy) − x̂ · mean(dy x̂))`, as the statistics depend on the input
  /// too (Ioffe and Szegedy, 2015, section 3).
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor, mode: ExecutionMode
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let parameters = try checked(parameters)
    let layout = ChannelLayout(try batch(inputs, gradient: dy), channels: channels)
    var dx = [Double](repeating: 0, count: x.count)
    var dScale = [Double](repeating: 0, count: channels)
    var dShift = dScale
    for channel in 0..<channels {
      let moments = moments(of: channel, x, layout, parameters, mode)
      let positions = layout.positions(of: channel)
      for index in positions {
        dScale[channel] += Double(dy[index]) * (Double(x[index]) - moments.mean) / moments.deviation
        dShift[channel] += Double(dy[index])
      }
      for index in positions {
        dx[index] = Double(dy[index])
        if mode != .inference {
          let normalised = (Double(x[index]) - moments.mean) / moments.deviation
          dx[index] -= (dShift[channel] + normalised * dScale[channel]) / Double(positions.count)
        }
        dx[index] *= Double(parameters[0][channel]) / moments.deviation
      }
    }
    let shape = Shape.vector(channels)
    return Gradients(
      inputs: [Tensor(shape: x.shape, roundedFrom: dx)],
      parameters: [
        Tensor(shape: shape, roundedFrom: dScale), Tensor(shape: shape, roundedFrom: dShift),
        Tensor(zeros: shape), Tensor(zeros: shape),
      ])
  }

  /// The batch's `mean` and its `variance`, the latter as an estimate for all data (divided by
  /// n − 1): what `updated` takes.
  public func referenceStatistics(
    _ inputs: [Tensor]
  ) throws(NetworkError) -> [String: Tensor] {
    let x = try single(inputs)
    let layout = ChannelLayout(try batch(inputs), channels: channels)
    var means: [Double] = []
    var variances: [Double] = []
    for channel in 0..<channels {
      let positions = layout.positions(of: channel)
      let (mean, variance) = BatchNorm.meanAndVariance(of: positions, x)
      means.append(mean)
      // A single number says nothing about the spread.
      variances.append(variance * Double(positions.count) / Double(max(1, positions.count - 1)))
    }
    return [
      "mean": Tensor(shape: .vector(channels), roundedFrom: means),
      "variance": Tensor(shape: .vector(channels), roundedFrom: variances),
    ]
  }

  /// A running statistic after a batch: `(1 − momentum) · running + momentum · batch`.
  /// - Parameters:
  ///   - running: the stored statistic, [channels].
  ///   - batch: the batch's statistic, [channels], as `referenceStatistics` gives it.
  /// - Throws: `NetworkError` if the shapes differ.
  public func updated(_ running: Tensor, with batch: Tensor) throws(NetworkError) -> Tensor {
    try require(batch, of: running.shape)
    return Tensor(shape: running.shape) { result in
      for index in result.indices {
        result[index] = BatchNorm.blended(
          running[index], with: Double(batch[index]), share: Double(momentum))
      }
    }
  }

  /// One number of a running statistic after a batch.
  /// - Parameters:
  ///   - running: the stored number; with a share of 1 it may be anything, even NaN.
  ///   - batch: the batch's.
  ///   - share: of the batch in the result, 0 … 1.
  public static func blended(_ running: Float, with batch: Double, share: Double) -> Float {
    Float((share < 1 ? (1 - share) * Double(running) : 0) + share * batch)
  }

  /// The mean of a channel and √(variance + ε), by mode.
  private func moments(
    of channel: Int, _ x: Tensor, _ layout: ChannelLayout, _ parameters: [Tensor],
    _ mode: ExecutionMode
  ) -> (mean: Double, deviation: Double) {
    let (mean, variance) =
      switch mode {
      case .inference: (Double(parameters[2][channel]), Double(parameters[3][channel]))
      case .training: BatchNorm.meanAndVariance(of: layout.positions(of: channel), x)
      }
    return (mean, (variance + Double(epsilon)).squareRoot())
  }

  private static func meanAndVariance(of positions: [Int], _ x: Tensor) -> (Double, Double) {
    let count = Double(positions.count)
    let mean = positions.reduce(0) { $0 + Double(x[$1]) } / count
    let squares = positions.reduce(0) { sum, index in
      let distance = Double(x[index]) - mean
      return sum + distance * distance
    }
    return (mean, squares / count)
  }
}

/// Where the numbers of a channel are in a batch.
private struct ChannelLayout {
  private let rows: Int
  private let channels: Int
  /// Numbers of one channel in one example: pixels.
  private let size: Int

  init(_ batch: ReferenceBatch, channels: Int) {
    rows = batch.rows
    self.channels = channels
    size = batch.output.count / channels
  }

  func positions(of channel: Int) -> [Int] {
    (0..<rows).flatMap { row in
      let start = (row * channels + channel) * size
      return start..<(start + size)
    }
  }
}
