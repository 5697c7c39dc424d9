import Tensors

/// A convolution of an image: cross-correlation, as everywhere in the field.
///
/// The weight is [outputs, inputs / groups, kernel height, kernel width], the bias [outputs]. With
/// groups, each group of outputs sees only its own group of inputs; as many groups as inputs make it
/// depthwise.
public struct Convolution: Operation {
  /// `conv`.
  public static let kind = "conv"
  /// 4.
  public static let code: UInt8 = 4

  /// Number of input channels.
  public let inputs: Int
  /// Number of output channels: filters.
  public let outputs: Int
  /// Extents of a filter, in taps.
  public let kernel: Extent2
  /// How far filters move.
  public let stride: Extent2
  /// Zeros around the image.
  public let padding: Padding2
  /// From one tap to the next, in pixels.
  public let dilation: Extent2
  /// Number of groups of channels that do not see each other.
  public let groups: Int
  /// Whether a bias is added.
  public let hasBias: Bool
  /// The weight's extents: [outputs, inputs / groups, kernel height, kernel width].
  public let weightShape: Shape
  private let window: SlidingWindow

  /// A convolution.
  /// - Parameters:
  ///   - inputs: number of input channels.
  ///   - outputs: number of output channels.
  ///   - kernel: extents of a filter, in taps.
  ///   - stride: how far filters move.
  ///   - padding: zeros around the image.
  ///   - dilation: from one tap to the next, in pixels.
  ///   - groups: divides both numbers of channels.
  ///   - bias: whether a bias is added.
  /// - Throws: `NetworkError` if a number is out of range, channels cannot be divided into groups,
  ///   or the weights would be too many.
  public init(
    inputs: Int, outputs: Int, kernel: Extent2, stride: Extent2 = 1, padding: Padding2 = .none,
    dilation: Extent2 = 1, groups: Int = 1, bias: Bool = true
  ) throws(NetworkError) {
    window = try SlidingWindow(
      kernel: kernel, stride: stride, padding: padding, dilation: dilation, of: Convolution.kind)
    guard inputs >= 1, outputs >= 1, groups >= 1,
      inputs.isMultiple(of: groups), outputs.isMultiple(of: groups)
    else {
      throw NetworkError(
        "\(inputs) inputs and \(outputs) outputs cannot be divided into \(groups) groups",
        at: Convolution.kind)
    }
    do {
      weightShape = try Shape([outputs, inputs / groups, kernel.height, kernel.width])
    } catch {
      throw NetworkError(error, at: Convolution.kind)
    }
    self.inputs = inputs
    self.outputs = outputs
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
    self.dilation = dilation
    self.groups = groups
    hasBias = bias
  }

  /// Inputs, outputs, kernel, stride, padding, dilation, groups, and 1 if there is a bias.
  public var attributes: [Int] {
    [inputs, outputs] + kernel.attributes + stride.attributes + padding.attributes
      + dilation.attributes + [groups, hasBias.attribute]
  }

  /// From the numbers that `attributes` lists.
  /// - Throws: `NetworkError` if they make no convolution.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Convolution.kind, count: 14)
    let range = 0...SlidingWindow.limit
    try self.init(
      inputs: try reader.integer("inputs"), outputs: try reader.integer("outputs"),
      kernel: try reader.extent("kernel", in: range),
      stride: try reader.extent("stride", in: range),
      padding: try reader.padding("padding", in: range),
      dilation: try reader.extent("dilation", in: range),
      groups: try reader.integer("groups"), bias: try reader.flag("bias"))
  }

  /// Whether every output channel sees one input channel only.
  public var isDepthwise: Bool { groups == inputs && groups > 1 }

  /// Number of inputs that one output sums over.
  public var fanIn: Int { weightShape.count / outputs }

  /// Weight [outputs, inputs / groups, kernel height, kernel width] and, if there is one, bias
  /// [outputs].
  public var parameterSlots: [ParameterSlot] {
    let weight = ParameterSlot(name: "weight", shape: weightShape, role: .weight, fanIn: fanIn)
    let bias = ParameterSlot(name: "bias", shape: .vector(outputs), role: .bias, fanIn: fanIn)
    return hasBias ? [weight, bias] : [weight]
  }

  /// Extents of the result for an image of these extents.
  /// - Throws: `NetworkError` if the filters do not fit in.
  public func outputExtent(for image: Extent2) throws(NetworkError) -> Extent2 {
    try window.outputExtent(for: image, rounding: .floor)
  }

  /// [outputs, output height, output width].
  /// - Throws: `NetworkError` unless the input is one image with `inputs` channels that the
  ///   filters fit into.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let (channels, extent) = try single(inputs).image()
    guard channels == self.inputs else {
      throw NetworkError("takes \(self.inputs) channels, but gets \(channels)")
    }
    let output = try outputExtent(for: extent)
    return try shape([outputs, output.height, output.width])
  }

  /// One for each weight and place; the largest number if that overflows.
  public func multiplyAdds(for inputs: [Shape]) -> Int {
    guard let output = try? outputShape(for: inputs),
      let products = try? Shape([fanIn] + output.dimensions)
    else { return Int.max }
    return products.count
  }

  /// `y[n, o, p] = b[o] + Σ W[o, c, k] x[n, c, p · stride + k · dilation − padding]`, over the
  /// channels `c` of the group and the taps `k` that fall on the image.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs).values
    let weight = try checked(parameters)[0].values
    let batch = try batch(inputs)
    let result = try shape([batch.rows] + batch.output.dimensions)
    var sums = [Double](repeating: 0, count: result.count)
    if hasBias {
      let places = result.count / (batch.rows * outputs)
      for index in sums.indices { sums[index] = Double(parameters[1][index / places % outputs]) }
    }
    try forEachProduct(batch) { w, i, o in sums[o] += Double(weight[w]) * Double(x[i]) }
    return Tensor(shape: result, roundedFrom: sums)
  }

  /// Every product `y += W · x` gives `dx += W · dy` and `dW += x · dy`; `db = Σ dy`.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let weight = try checked(parameters)[0]
    let batch = try batch(inputs, gradient: dy)
    var dx = [Double](repeating: 0, count: x.count)
    var dWeight = [Double](repeating: 0, count: weight.count)
    try forEachProduct(batch) { w, i, o in
      dx[i] += Double(weight[w]) * Double(dy[o])
      dWeight[w] += Double(x[i]) * Double(dy[o])
    }
    var gradients = Gradients(
      inputs: [Tensor(shape: x.shape, roundedFrom: dx)],
      parameters: [Tensor(shape: weightShape, roundedFrom: dWeight)])
    if hasBias {
      var dBias = [Double](repeating: 0, count: outputs)
      let places = dy.count / (batch.rows * outputs)
      for index in 0..<dy.count { dBias[index / places % outputs] += Double(dy[index]) }
      gradients.parameters.append(Tensor(shape: .vector(outputs), roundedFrom: dBias))
    }
    return gradients
  }

  /// Calls a closure for every product of a weight and a pixel: with the positions of the weight,
  /// the input and the output that it is added to.
  private func forEachProduct(
    _ batch: ReferenceBatch, _ body: (_ weight: Int, _ input: Int, _ output: Int) -> Void
  ) throws(NetworkError) {
    let image = try batch.inputs[0].image().extent
    let places = try outputExtent(for: image)
    let rows = (0..<places.height).map {
      window.taps(at: $0, of: image.height, along: \.height, before: padding.top)
    }
    let columns = (0..<places.width).map {
      window.taps(at: $0, of: image.width, along: \.width, before: padding.left)
    }
    let (groupInputs, groupOutputs) = (inputs / groups, outputs / groups)
    for n in 0..<batch.rows {
      for o in 0..<outputs {
        for c in 0..<groupInputs {
          let plane = n * inputs + o / groupOutputs * groupInputs + c
          for (oy, ys) in rows.enumerated() {
            for (ox, xs) in columns.enumerated() {
              let output = ((n * outputs + o) * places.height + oy) * places.width + ox
              for y in ys {
                let weightRow = ((o * groupInputs + c) * kernel.height + y.tap) * kernel.width
                let imageRow = (plane * image.height + y.pixel) * image.width
                for x in xs { body(weightRow + x.tap, imageRow + x.pixel, output) }
              }
            }
          }
        }
      }
    }
  }
}
