import Networks
import OrderedCollections
import Tensors

/// A network walked node by node through the operations' references, where some layers train and
/// others are frozen: a layer all of whose parameters are frozen runs as in inference.
struct SlowNetwork {
  let graph: Graph
  var frozen: Set<String> = []

  private func mode(_ index: Int, _ rowSeeds: [UInt64]) -> ExecutionMode {
    let names = graph.nodes[index].parameters.map(\.name)
    if !names.isEmpty, frozen.isSuperset(of: names) { return .inference }
    return ExecutionMode.training(rowSeeds: rowSeeds).forNode(index)
  }

  private func inputs(_ node: Node, _ x: Tensor, _ results: [Tensor]) -> [Tensor] {
    node.inputs.map { source in
      switch source {
      case .input: x
      case .node(let index): results[index]
      }
    }
  }

  private func values(
    _ node: Node, _ parameters: OrderedDictionary<String, Tensor>
  ) -> [Tensor] { node.parameters.compactMap { parameters[$0.name] } }

  /// The results of all nodes in training.
  func activations(
    _ x: Tensor, _ parameters: OrderedDictionary<String, Tensor>, rowSeeds: [UInt64]
  ) throws -> [Tensor] {
    var results: [Tensor] = []
    for (index, node) in graph.nodes.enumerated() {
      results.append(
        try node.operation.reference(
          inputs(node, x, results), values(node, parameters), mode: mode(index, rowSeeds)))
    }
    return results
  }

  /// Gradients of the trained parameters.
  func gradients(
    _ x: Tensor, _ parameters: OrderedDictionary<String, Tensor>, results: [Tensor],
    outputGradient: Tensor, rowSeeds: [UInt64]
  ) throws -> [String: Tensor] {
    var incoming = [[Double]?](repeating: nil, count: graph.nodes.count)
    incoming[incoming.count - 1] = outputGradient.values.map { Double($0) }
    var gradients: [String: Tensor] = [:]
    for (index, node) in graph.nodes.enumerated().reversed() {
      guard let own = incoming[index] else { continue }
      let gradient = try Tensor(own.map { Float($0) }, shape: results[index].shape)
      let passed = try node.operation.referenceGradients(
        inputs(node, x, results), values(node, parameters), gradient: gradient,
        mode: mode(index, rowSeeds))
      for case (.node(let earlier), let tensor) in zip(node.inputs, passed.inputs) {
        let others = incoming[earlier] ?? Array(repeating: 0, count: tensor.count)
        incoming[earlier] = zip(others, tensor.values).map { $0 + Double($1) }
      }
      for (parameter, tensor) in zip(node.parameters, passed.parameters)
      where parameter.slot.role.isTrained { gradients[parameter.name] = tensor }
    }
    return gradients
  }

  /// What normalisation layers measure on a minibatch whose shards went through the network one by
  /// one: statistics of all shards together, by the parameter's name.
  func statistics(_ shards: [(x: Tensor, results: [Tensor])]) throws -> [String: Tensor] {
    var statistics: [String: Tensor] = [:]
    for node in graph.nodes {
      let slots = node.parameters.filter { $0.slot.role == .statistic && !frozen.contains($0.name) }
      guard !slots.isEmpty else { continue }
      let all = shards.flatMap { inputs(node, $0.x, $0.results)[0].values }
      let shape = node.outputShape
      let batch = try Tensor(all, shape: try shape.batched(all.count / shape.count))
      let measured = try node.operation.referenceStatistics([batch])
      for (name, slot) in slots { statistics[name] = measured[slot.name] }
    }
    return statistics
  }
}
