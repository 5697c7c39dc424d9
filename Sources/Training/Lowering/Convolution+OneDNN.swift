import COneDNN
import Networks

extension Convolution: OneDNNLowerable {
  package static var canEndInReLU: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredConvolution(self, site)
  }

  /// The weight's extents as oneDNN wants them: with the groups outermost where there are several.
  var loweredWeightExtents: [Int] {
    let dimensions = weightShape.dimensions
    return groups == 1
      ? dimensions : [groups, dimensions[0] / groups] + Array(dimensions.dropFirst())
  }

  /// A layout to compute on, [rows, channels, height, width].
  ///
  /// oneDNN's own choice is blocks of channels. Those that do not fill a block are computed all the
  /// same, which costs LeNet-5's 20 and 50 channels up to twice their worth; and the weight gradient
  /// of one channel fills its vectors badly. Channels that lie side by side need no blocks. Where
  /// blocks are full they are as fast with AVX2, and faster for the first layer on colour images.
  func loweredImages(_ extents: [Int]) throws(TrainingError) -> OneDNNLayout {
    let block = OneDNN.vectorWidth
    let isOnColours = (2...3).contains(inputs)
    let fillsBlocks = outputs % block == 0 && (isOnColours || block == 8 && inputs % block == 0)
    return groups > 1 || fillsBlocks ? try .any(extents) : try .channelsLast(extents)
  }

  /// The window as oneDNN wants it.
  var loweredWindow: dcsh_window {
    dcsh_window(
      kernel: (Int64(kernel.height), Int64(kernel.width)),
      stride: (Int64(stride.height), Int64(stride.width)),
      dilation: (Int64(dilation.height - 1), Int64(dilation.width - 1)),
      before: (Int64(padding.top), Int64(padding.left)),
      after: (Int64(padding.bottom), Int64(padding.right)))
  }
}

/// A convolution on oneDNN, in layouts of oneDNN's choice.
private final class LoweredConvolution: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  /// Turns the output's gradient into the one before the rectifier, in place.
  private let rectifier: OneDNNPrimitive?
  private let weightGradient: LoweredWeightGradient?
  private let inputGradient: LoweredInputGradient?

  init(_ layer: Convolution, _ site: LoweringSite) throws(TrainingError) {
    guard site.parameters.count == layer.parameterSlots.count else {
      throw .invalid("\(site.node.name): the layer lacks parameters")
    }
    let context = site.context
    let shape = try site.single().shape
    let sourceExtents = [site.rows] + shape.dimensions
    let weightExtents = layer.loweredWeightExtents
    let source = try layer.loweredImages(sourceExtents)
    let weights = try OneDNNLayout.any(weightExtents)
    let result = try layer.loweredImages(site.outputExtents)
    let biasLayout = layer.hasBias ? try OneDNNLayout.plain([layer.outputs]) : nil
    var window = layer.loweredWindow
    let forward = try OneDNNPrimitive(in: context, "convolution") {
      dcsh_convolution_forward(
        $0, context.engine, site.learns ? dnnl_forward_training : dnnl_forward_inference,
        source.handle, weights.handle, biasLayout?.handle, result.handle, &window,
        site.endsInReLU ? dcsh_after_relu : dcsh_after_nothing)
    }
    let input = try site.input(
      0, as: try .chosen(by: forward, for: dnnl_query_src_md, extents: sourceExtents))
    output = try site.makeOutput(
      try .chosen(by: forward, for: dnnl_query_dst_md, extents: site.outputExtents))
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (
        DNNL_ARG_WEIGHTS,
        try site.weights(
          0, extents: weightExtents,
          as: try .chosen(by: forward, for: dnnl_query_weights_md, extents: weightExtents))
      ),
      (DNNL_ARG_DST, try output.memory()),
    ]
    if let biasLayout {
      arguments.append(
        (DNNL_ARG_BIAS, try OneDNNMemory(site.parameters[1].values, biasLayout, in: context)))
    }
    try forward.bind(arguments)
    forwardPrimitive = forward

    guard let dy = try output.gradientMemoryHandle() else {
      rectifier = nil
      weightGradient = nil
      inputGradient = nil
      return
    }
    rectifier = site.endsInReLU ? try LoweredConvolution.rectifier(output, dy, context) : nil
    let isTrained = !site.parameters.allSatisfy { $0.gradient == nil }
    weightGradient =
      isTrained ? try LoweredWeightGradient(layer, site, forward, input: input, dy: dy) : nil
    inputGradient = try LoweredInputGradient(layer, site, forward, input: input, dy: dy)
  }

  private static func rectifier(
    _ output: Activation, _ dy: OneDNNMemory, _ context: OneDNNContext
  ) throws(TrainingError) -> OneDNNPrimitive {
    let function = dnnl_eltwise_relu_use_dst_for_bwd
    let layout = output.layout.handle
    let forward = try OneDNNPrimitive(in: context, "relu") {
      dcsh_eltwise_forward($0, context.engine, function, 0, 0, layout)
    }
    let backward = try OneDNNPrimitive(in: context, "relu backward") {
      dcsh_eltwise_backward($0, context.engine, function, 0, 0, layout, forward.hint)
    }
    try backward.bind([
      (DNNL_ARG_DST, try output.memory()), (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dy),
    ])
    return backward
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }

  func backward() throws(TrainingError) {
    try rectifier?.execute()
    try weightGradient?.compute()
    try inputGradient?.compute()
  }
}

/// The gradient with respect to a convolution's input.
private final class LoweredInputGradient {
  private let primitive: OneDNNPrimitive
  private let dy: LayoutBridge
  private let dx: LayoutBridge

  /// Nil where no gradient of the input is wanted.
  init?(
    _ layer: Convolution, _ site: LoweringSite, _ forward: OneDNNPrimitive, input: Activation,
    dy: OneDNNMemory
  ) throws(TrainingError) {
    guard let dx = try input.gradientMemoryHandle() else { return nil }
    let context = site.context
    let extents = layer.loweredWeightExtents
    let source = try layer.loweredImages(dx.layout.extents)
    let weights = try OneDNNLayout.any(extents)
    let result = try layer.loweredImages(dy.layout.extents)
    var window = layer.loweredWindow
    let primitive = try OneDNNPrimitive(in: context, "convolution backward") {
      dcsh_convolution_backward_data(
        $0, context.engine, source.handle, weights.handle, result.handle, &window, forward.hint)
    }
    self.primitive = primitive
    self.dy = try .reading(
      dy,
      as: try .chosen(by: primitive, for: dnnl_query_diff_dst_md, extents: dy.layout.extents),
      in: context)
    self.dx = try .writing(
      dx,
      as: try .chosen(by: primitive, for: dnnl_query_diff_src_md, extents: dx.layout.extents),
      in: context)
    try primitive.bind([
      (DNNL_ARG_DIFF_DST, self.dy.memory),
      (
        DNNL_ARG_WEIGHTS,
        try site.weights(
          0, extents: extents,
          as: try .chosen(by: primitive, for: dnnl_query_weights_md, extents: extents))
      ),
      (DNNL_ARG_DIFF_SRC, self.dx.memory),
    ])
  }

  func compute() throws(TrainingError) {
    try dy.copy()
    try primitive.execute()
    try dx.copy()
  }
}
