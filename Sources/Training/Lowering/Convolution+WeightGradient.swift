import COneDNN
import Networks

/// The gradients of a convolution's weight and bias.
final class LoweredWeightGradient {
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
    let source = try layer.loweredImages(x.layout.extents)
    let weights = try OneDNNLayout.any(extents)
    let result = try layer.loweredImages(dy.layout.extents)
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
