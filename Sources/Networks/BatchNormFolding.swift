import OrderedCollections
import Tensors

extension Model {
  /// The same network without the batch normalisations that follow a layer with a weight: with
  /// `g = scale / √(variance + ε)`, the layer's weight becomes `g · W` and its bias
  /// `g · (b − mean) + shift`, channel by channel.
  ///
  /// What it gives in inference stays the same but for rounding. A normalisation stays if anything
  /// else reads its layer. Weights that are 0 stay 0.
  /// - Returns: the new model, and the names of the layers that were folded away.
  /// - Throws: `NetworkError` if a variance is negative or a result is not finite.
  public func foldingBatchNorm() throws(NetworkError) -> (model: Model, folded: [String]) {
    var model = self
    var folded: [String] = []
    // A normalisation may follow another one, and be next when that one has gone.
    while true {
      let pass = try model.foldingOnce()
      guard !pass.folded.isEmpty else { return (model, folded) }
      model = pass.model
      folded += pass.folded
    }
  }

  private func foldingOnce() throws(NetworkError) -> (model: Model, folded: [String]) {
    let folds = self.folds
    let gone = Set(folds.values)
    var graph = Graph(inputShape: self.graph.inputShape)
    var values: OrderedDictionary<String, Tensor> = [:]
    var folded: [String] = []
    // Where the results of the old nodes are in the new graph.
    var places: [Source?] = []
    func moved(_ inputs: [Source]) -> [Source] {
      inputs.compactMap { source in
        switch source {
        case .input: .input
        case .node(let index): places[index]
        }
      }
    }
    for (index, node) in self.graph.nodes.enumerated() {
      if gone.contains(index) {
        places.append(nil)
        continue
      }
      if let layer = folds[index] {
        // The layer moves to where its normalisation was, so that the last node stays the last.
        let before = self.graph.nodes[layer]
        let merged = try merge(before, node)
        for (name, tensor) in merged.parameters { values[name] = tensor }
        try graph.add(before.name, merged.operation, inputs: moved(before.inputs))
        folded.append(node.name)
      } else {
        for (name, _) in node.parameters { values[name] = try parameter(name) }
        try graph.add(node.name, node.operation, inputs: moved(node.inputs))
      }
      places.append(.node(graph.nodes.count - 1))
    }
    return (try Model(name: name, graph: graph, parameters: values), folded)
  }

  /// The normalisations that can go, by index, with the layer that each follows.
  private var folds: [Int: Int] {
    let nodes = graph.nodes
    var readers = [Int](repeating: 0, count: nodes.count)
    for node in nodes {
      for case .node(let index) in node.inputs { readers[index] += 1 }
    }
    var folds: [Int: Int] = [:]
    for (index, node) in nodes.enumerated() where node.operation is BatchNorm {
      guard case .node(let layer)? = node.inputs.first, readers[layer] == 1 else { continue }
      if nodes[layer].operation is Convolution || nodes[layer].operation is Dense {
        folds[index] = layer
      }
    }
    return folds
  }

  private func merge(
    _ layer: Node, _ normalisation: Node
  ) throws(NetworkError) -> (operation: any Operation, parameters: [(String, Tensor)]) {
    guard let norm = normalisation.operation as? BatchNorm else {
      throw NetworkError("is no batch normalisation", at: normalisation.name)
    }
    let scale = try parameter("\(normalisation.name).scale")
    let shift = try parameter("\(normalisation.name).shift")
    let mean = try parameter("\(normalisation.name).mean")
    let variance = try parameter("\(normalisation.name).variance")
    let weight = try parameter("\(layer.name).weight")
    let bias = parameters["\(layer.name).bias"]

    var factors: [Double] = []
    for channel in 0..<norm.channels {
      let spread = Double(variance[channel]) + Double(norm.epsilon)
      guard spread > 0 else {
        throw NetworkError(
          "the variance of channel \(channel) is \(variance[channel])", at: normalisation.name)
      }
      factors.append(Double(scale[channel]) / spread.squareRoot())
    }
    let channelSize = weight.count / norm.channels
    let newWeight = Tensor(shape: weight.shape) { values in
      weight.withUnsafeBufferPointer { old in
        for (channel, factor) in factors.enumerated() {
          // Pruned weights are +0, and would become -0 under a negative factor.
          for index in channel * channelSize..<(channel + 1) * channelSize where old[index] != 0 {
            values[index] = Float(Double(old[index]) * factor)
          }
        }
      }
    }
    let newBias = Tensor(shape: .vector(norm.channels)) { values in
      for channel in values.indices {
        let before = bias.map { Double($0[channel]) } ?? 0
        values[channel] = Float(
          (before - Double(mean[channel])) * factors[channel] + Double(shift[channel]))
      }
    }
    guard newWeight.nonFiniteCount == 0, newBias.nonFiniteCount == 0 else {
      throw NetworkError("folding it gives values that are not finite", at: normalisation.name)
    }
    return (
      try layer.operation.withBias(),
      [("\(layer.name).weight", newWeight), ("\(layer.name).bias", newBias)]
    )
  }
}

extension Operation {
  /// The same layer with a bias.
  fileprivate func withBias() throws(NetworkError) -> any Operation {
    switch self {
    case let dense as Dense: try Dense(inputs: dense.inputs, outputs: dense.outputs)
    case let convolution as Convolution:
      try Convolution(
        inputs: convolution.inputs, outputs: convolution.outputs, kernel: convolution.kernel,
        stride: convolution.stride, padding: convolution.padding, dilation: convolution.dilation,
        groups: convolution.groups)
    default: self
    }
  }
}
