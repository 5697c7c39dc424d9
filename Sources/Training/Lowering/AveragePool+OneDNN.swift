import COneDNN
import Networks

extension AveragePool: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    guard countsPadding else {
      return try site.pooled(window, dnnl_pooling_avg_exclude_padding)
    }
    let pooling = try site.pooled(window, dnnl_pooling_avg_include_padding)
    let edges = try clippedEdges(of: pooling.output, try site.single())
    return edges.isEmpty ? pooling : try LoweredClippedPooling(pooling, edges, site)
  }

  /// The last row and the last column of the result, where windows reach over the padded image:
  /// oneDNN divides by the whole kernel, which is `factor` times as much as there is.
  private func clippedEdges(
    of output: Activation, _ input: Activation
  ) throws(TrainingError) -> [LoweredClippedPooling.Edge] {
    let (result, image) = (output.layout.extents, input.layout.extents)
    guard result.count == 4, image.count == 4 else { return [] }
    let axes = [
      (
        axis: 2, window.kernel.height, window.stride.height,
        image[2] + window.padding.top + window.padding.bottom
      ),
      (
        3, window.kernel.width, window.stride.width,
        image[3] + window.padding.left + window.padding.right
      ),
    ]
    var edges: [LoweredClippedPooling.Edge] = []
    for (axis, kernel, stride, padded) in axes {
      let seen = padded - (result[axis] - 1) * stride
      guard seen > 0, seen < kernel else { continue }
      var (extents, offsets) = (result, [0, 0, 0, 0])
      extents[axis] = 1
      offsets[axis] = result[axis] - 1
      guard let part = output.layout.part(extents: extents, offsets: offsets) else {
        throw .backend("oneDNN gave no edge of an image")
      }
      edges.append(.init(part: part, factor: Float(kernel) / Float(seen)))
    }
    return edges
  }
}

/// Average pooling, the last windows of which are clipped.
private final class LoweredClippedPooling: LoweredOperation {
  struct Edge {
    let part: OneDNNLayout
    let factor: Float
  }

  var output: Activation { pooling.output }
  private let pooling: PrimitivePair
  private var corrections: [OneDNNPrimitive] = []
  private var backwardCorrections: [OneDNNPrimitive] = []

  init(_ pooling: PrimitivePair, _ edges: [Edge], _ site: LoweringSite) throws(TrainingError) {
    self.pooling = pooling
    for edge in edges {
      corrections.append(
        try LoweredClippedPooling.scaling(pooling.output.values, edge, site.context))
      guard let dy = pooling.output.gradient else { continue }
      backwardCorrections.append(try LoweredClippedPooling.scaling(dy, edge, site.context))
    }
  }

  /// Multiplies an edge in place.
  private static func scaling(
    _ base: UnsafeMutablePointer<Float>, _ edge: Edge, _ context: OneDNNContext
  ) throws(TrainingError) -> OneDNNPrimitive {
    let primitive = try OneDNNPrimitive(in: context, "linear") {
      dcsh_eltwise_forward(
        $0, context.engine, dnnl_eltwise_linear, edge.factor, 0, edge.part.handle)
    }
    let memory = try OneDNNMemory(base, edge.part, in: context)
    try primitive.bind([(DNNL_ARG_SRC, memory), (DNNL_ARG_DST, memory)])
    return primitive
  }

  func forward() throws(TrainingError) {
    try pooling.forward()
    for correction in corrections { try correction.execute() }
  }

  func backward() throws(TrainingError) {
    for correction in backwardCorrections { try correction.execute() }
    try pooling.backward()
  }
}
