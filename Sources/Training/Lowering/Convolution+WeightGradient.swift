import CKernels
import COneDNN
import Networks

/// The gradients of a convolution's weight and bias, by oneDNN.
final class LoweredDirectGradient: LoweredWeightGradient {
  private let primitive: OneDNNPrimitive
  private let x: LayoutBridge
  private let dy: LayoutBridge
  private let replacing: OneDNNPrimitive
  private let adding: OneDNNPrimitive
  /// The shard's place for the weight's gradient, row-major.
  private let place: OneDNNMemory
  private let weight: ParameterGradient?
  private let bias: ParameterGradient?
  private let weightRoom: ActivationMemory
  private let biasRoom: ActivationMemory

  init(
    _ layer: Convolution, _ site: LoweringSite, _ forward: OneDNNPrimitive, input: Activation,
    dy: OneDNNMemory
  ) throws(TrainingError) {
    let context = site.context
    let extents = layer.loweredWeightExtents
    let x = try input.memory()
    let source = try OneDNNLayout.any(x.layout.extents)
    let weights = try OneDNNLayout.any(extents)
    let result = try OneDNNLayout.any(dy.layout.extents)
    let biasLayout = try OneDNNLayout.plain([layer.outputs])
    var window = layer.loweredWindow
    let primitive = try OneDNNPrimitive(in: context, "convolution's weight gradient") {
      dcsh_convolution_backward_weights(
        $0, context.engine, source.handle, weights.handle,
        layer.hasBias ? biasLayout.handle : nil, result.handle, &window, forward.hint)
    }
    self.primitive = primitive
    self.x = try .reading(
      x, as: try .chosen(by: primitive, for: dnnl_query_src_md, extents: x.layout.extents),
      in: context)
    self.dy = try .reading(
      dy,
      as: try .chosen(by: primitive, for: dnnl_query_diff_dst_md, extents: dy.layout.extents),
      in: context)
    let layout = try OneDNNLayout.chosen(
      by: primitive, for: dnnl_query_diff_weights_md, extents: extents)
    weightRoom = ActivationMemory(count: layout.count)
    biasRoom = ActivationMemory(count: layer.outputs)
    let gradient = try OneDNNMemory(weightRoom.base, layout, in: context)
    place = try OneDNNMemory(weightRoom.base, try .plain(extents), in: context)
    replacing = try .reorder(from: gradient, to: place, in: context)
    adding = try .reorder(from: gradient, to: place, adding: true, in: context)
    weight = site.parameters[0].gradient
    bias = layer.hasBias ? site.parameters[1].gradient : nil
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: self.x.memory),
      (DNNL_ARG_DIFF_DST, self.dy.memory), (DNNL_ARG_DIFF_WEIGHTS, gradient),
    ]
    if layer.hasBias {
      arguments.append(
        (DNNL_ARG_DIFF_BIAS, try OneDNNMemory(biasRoom.base, biasLayout, in: context)))
    }
    try primitive.bind(arguments)
  }

  func compute() throws(TrainingError) {
    try x.copy()
    try dy.copy()
    try primitive.execute()
    if let weight {
      try place.move(to: weight.base)
      try (weight.accumulates ? adding : replacing).execute()
    }
    bias?.take(biasRoom.base)
  }
}

/// The gradients of a convolution's weight and bias as a matrix product with the image's columns
/// (im2col).
///
/// With a few input channels oneDNN's own code fills its vectors badly: on one channel this is
/// several times as fast.
final class LoweredColumnsGradient: LoweredWeightGradient {
  private let geometry: dcsh_columns
  private let rows: Int
  private let imageSize: Int
  private let outputs: Int
  private let places: Int
  private let taps: Int
  private let input: Activation
  private let dy: LayoutBridge
  private let columns: ActivationMemory
  private let gradient: ActivationMemory
  private let weight: ParameterGradient?
  private let bias: ParameterGradient?

  /// Floats that the columns of an image may take.
  private static let mostColumns = 1 << 22

  /// Whether this is the faster way.
  /// - Parameter places: of the filters over an image.
  static func isBetter(for layer: Convolution, input: Activation, places: Int) -> Bool {
    guard layer.groups == 1, layer.inputs < 4, input.isPlain else { return false }
    let (room, overflow) = (layer.fanIn + 1).multipliedReportingOverflow(by: places)
    return !overflow && room <= mostColumns
  }

  init(
    _ layer: Convolution, _ site: LoweringSite, input: Activation, dy: OneDNNMemory
  ) throws(TrainingError) {
    let image = input.shape.dimensions
    let output = site.node.outputShape.dimensions
    guard image.count == 3, output.count == 3 else {
      throw .invalid("\(site.node.name): takes images, but gets \(input.shape)")
    }
    geometry = dcsh_columns(
      channels: image[0], height: image[1], width: image[2], kernel_height: layer.kernel.height,
      kernel_width: layer.kernel.width, stride_height: layer.stride.height,
      stride_width: layer.stride.width, dilation_height: layer.dilation.height,
      dilation_width: layer.dilation.width, top: layer.padding.top, left: layer.padding.left,
      output_height: output[1], output_width: output[2])
    rows = site.rows
    imageSize = input.shape.count
    outputs = layer.outputs
    places = output[1] * output[2]
    taps = layer.fanIn
    self.input = input
    weight = site.parameters[0].gradient
    bias = layer.hasBias ? site.parameters[1].gradient : nil
    self.dy = try .reading(dy, as: try .plain(dy.layout.extents), in: site.context)
    // A last row of ones: its product with dy is the bias' gradient.
    columns = ActivationMemory(count: (taps + 1) * places)
    (columns.base + taps * places).update(repeating: 1, count: places)
    gradient = ActivationMemory(count: outputs * (taps + 1))
  }

  func compute() throws(TrainingError) {
    try dy.copy()
    for row in 0..<rows {
      dcsh_image_to_columns(input.values + row * imageSize, geometry, columns.base)
      // [outputs, taps + 1] += dy [outputs, places] · columnsᵀ
      try OneDNN.product(
        outputs, taps + 1, places, dy.memory.base + row * outputs * places, .rows(places),
        columns.base, .columns(places), into: gradient.base, adding: row > 0)
    }
    for output in 0..<outputs {
      let own = gradient.base + output * (taps + 1)
      weight?.part(at: output * taps, count: taps).take(own)
      bias?.part(at: output, count: 1).take(own + taps)
    }
  }
}
