import OrderedCollections
import Tensors

/// Runs a network in the most obvious way: the measure of every faster executor.
public struct ReferenceExecutor: Sendable {
  private let graph: Graph

  /// An executor of a graph.
  public init(_ graph: Graph) { self.graph = graph }

  /// The results of all nodes.
  /// - Parameters:
  ///   - input: examples, [batch, …].
  ///   - parameters: values by name.
  ///   - mode: what the pass is for; in training, seeds for the rows of the batch.
  /// - Throws: `NetworkError` if a parameter is missing, a shape does not fit, or there is not one
  ///   seed for each row.
  public func activations(
    _ input: Tensor, parameters: OrderedDictionary<String, Tensor>,
    mode: ExecutionMode = .inference
  ) throws(NetworkError) -> [Tensor] {
    guard input.shape.dimensions.dropFirst().elementsEqual(graph.inputShape.dimensions),
      input.shape.rank == graph.inputShape.rank + 1
    else {
      throw NetworkError(
        "examples of \(graph.inputShape) are wanted, not \(input.shape)", at: "input")
    }
    if case .training(let seeds) = mode, seeds.count != input.shape.dimensions.first {
      throw NetworkError("\(seeds.count) seeds do not fit \(input.shape)", at: "input")
    }
    var results: [Tensor] = []
    for (index, node) in graph.nodes.enumerated() {
      let inputs = node.inputs.map { value(of: $0, input, results) }
      let values = try values(of: node, parameters)
      results.append(
        try node.operation.reference(inputs, values, mode: mode.forNode(index)))
    }
    return results
  }

  /// The result of the network, [batch, …].
  /// - Throws: `NetworkError` as `activations` does.
  public func output(
    _ input: Tensor, parameters: OrderedDictionary<String, Tensor>,
    mode: ExecutionMode = .inference
  ) throws(NetworkError) -> Tensor {
    try activations(input, parameters: parameters, mode: mode).last ?? input
  }

  /// The statistics that a pass measures on its batch, by the parameter's name (`bn1.mean`).
  /// - Parameters:
  ///   - input: examples, [batch, …].
  ///   - parameters: values by name.
  ///   - mode: what the pass is for; it decides what reaches the later nodes.
  /// - Throws: `NetworkError` as `activations` does.
  public func batchStatistics(
    _ input: Tensor, parameters: OrderedDictionary<String, Tensor>, mode: ExecutionMode
  ) throws(NetworkError) -> OrderedDictionary<String, Tensor> {
    let results = try activations(input, parameters: parameters, mode: mode)
    var statistics: OrderedDictionary<String, Tensor> = [:]
    for node in graph.nodes {
      let slots = node.parameters.filter { $0.slot.role == .statistic }
      guard !slots.isEmpty else { continue }
      let measured = try node.operation.referenceStatistics(
        node.inputs.map { value(of: $0, input, results) })
      for (name, slot) in slots { statistics[name] = measured[slot.name] }
    }
    return statistics
  }

  /// Gradients of a scalar with respect to all trained parameters, by name.
  /// - Parameters:
  ///   - input: examples, [batch, …].
  ///   - parameters: values by name.
  ///   - outputGradient: the scalar's gradient with respect to the network's result.
  ///   - mode: what the pass is for.
  /// - Throws: `NetworkError` as `activations` does.
  public func parameterGradients(
    _ input: Tensor, parameters: OrderedDictionary<String, Tensor>, outputGradient: Tensor,
    mode: ExecutionMode = .inference
  ) throws(NetworkError) -> OrderedDictionary<String, Tensor> {
    let results = try activations(input, parameters: parameters, mode: mode)
    guard let last = results.last else { return [:] }
    guard last.shape == outputGradient.shape else {
      throw NetworkError("a gradient of \(outputGradient.shape) does not fit \(last.shape)")
    }
    var incoming = [Tensor?](repeating: nil, count: graph.nodes.count)
    incoming[incoming.count - 1] = outputGradient
    var gradients: OrderedDictionary<String, Tensor> = [:]
    for index in graph.nodes.indices.reversed() {
      guard let gradient = incoming[index] else { continue }
      let node = graph.nodes[index]
      let passed = try node.operation.referenceGradients(
        node.inputs.map { value(of: $0, input, results) }, try values(of: node, parameters),
        gradient: gradient, mode: mode.forNode(index))
      for (source, tensor) in zip(node.inputs, passed.inputs) {
        guard case .node(let earlier) = source else { continue }
        incoming[earlier] = incoming[earlier].map { sum($0, tensor) } ?? tensor
      }
      for (parameter, tensor) in zip(node.parameters, passed.parameters)
      where parameter.slot.role.isTrained {
        gradients[parameter.name] = tensor
      }
    }
    return gradients
  }

  private func value(of source: Source, _ input: Tensor, _ results: [Tensor]) -> Tensor {
    switch source {
    case .input: input
    case .node(let index): results[index]
    }
  }

  private func values(
    of node: Node, _ parameters: OrderedDictionary<String, Tensor>
  ) throws(NetworkError) -> [Tensor] {
    var values: [Tensor] = []
    for (name, slot) in node.parameters {
      guard let tensor = parameters[name] else {
        throw NetworkError("there are no values for this parameter", at: name)
      }
      guard tensor.shape == slot.shape else {
        throw NetworkError("has the shape \(tensor.shape), not \(slot.shape)", at: name)
      }
      values.append(tensor)
    }
    return values
  }

  private func sum(_ a: Tensor, _ b: Tensor) -> Tensor {
    Tensor(shape: a.shape) { result in
      for index in result.indices { result[index] = a[index] + b[index] }
    }
  }
}
