import OrderedCollections
import Tensors

/// A graph with values for its parameters.
public struct Model: Sendable {
  /// The network's name, such as `lenet-300-100`.
  public let name: String
  /// What it computes.
  public let graph: Graph
  /// Parameters by name (`ip1.weight`), in the order of the graph.
  public private(set) var parameters: OrderedDictionary<String, Tensor>

  /// A model with its first values drawn as the slots of its parameters say: weights by default
  /// uniform in ±√(6 / fan-in), biases 0.
  /// - Parameters:
  ///   - name: the network's name.
  ///   - graph: what it computes.
  ///   - weights: what weights start from instead.
  ///   - random: where the values are drawn from.
  ///   - check: called every few milliseconds; what it throws ends the drawing.
  /// - Throws: what `check` throws.
  public init<Failure: Error>(
    name: String, graph: Graph, weights: InitialValue? = nil, drawnFrom random: inout RandomSource,
    check: () throws(Failure) -> Void
  ) throws(Failure) {
    self.name = name
    self.graph = graph
    parameters = [:]
    for (parameter, slot) in graph.nodes.flatMap(\.parameters) {
      let initial = slot.role == .weight ? weights ?? slot.initial : slot.initial
      parameters[parameter] = try initial.tensor(
        slot.shape, fanIn: slot.fanIn, from: &random, check: check)
    }
  }

  /// A model with its first values drawn, without a way to stop it.
  public init(
    name: String, graph: Graph, weights: InitialValue? = nil, drawnFrom random: inout RandomSource
  ) {
    self.init(name: name, graph: graph, weights: weights, drawnFrom: &random, check: {})
  }

  /// A model with given values.
  /// - Throws: `NetworkError` if a parameter is missing, is one too many, or has another shape.
  public init(
    name: String, graph: Graph, parameters given: OrderedDictionary<String, Tensor>
  ) throws(NetworkError) {
    self.name = name
    self.graph = graph
    parameters = [:]
    for (parameter, slot) in graph.nodes.flatMap(\.parameters) {
      guard let tensor = given[parameter] else {
        throw NetworkError("there are no values for this parameter", at: parameter)
      }
      guard tensor.shape == slot.shape else {
        throw NetworkError("has the shape \(tensor.shape), not \(slot.shape)", at: parameter)
      }
      parameters[parameter] = tensor
    }
    if let extra = given.keys.first(where: { parameters[$0] == nil }) {
      throw NetworkError("the network has no such parameter", at: extra)
    }
  }

  /// The layers that have a weight, in the order of the graph.
  public var weightedLayers: [WeightedLayer] {
    graph.nodes.flatMap { node in
      node.parameters.filter { $0.slot.role == .weight }.map {
        WeightedLayer(name: node.name, parameter: $0.name, shape: $0.slot.shape)
      }
    }
  }

  /// Number of parameters that are trained: what publications count.
  public var parameterCount: Int {
    graph.nodes.reduce(0) { sum, node in
      node.operation.parameterSlots.reduce(sum) {
        $1.role.isTrained ? $0 + $1.shape.count : $0
      }
    }
  }

  /// Number of all values that are stored: trained parameters and statistics.
  public var valueCount: Int { parameters.values.reduce(0) { $0 + $1.count } }

  /// Bytes of all stored values as float32.
  public var float32Bytes: Int { valueCount * 4 }

  /// Replaces the values of a parameter.
  /// - Throws: `NetworkError` if there is no such parameter or the shape differs.
  public mutating func setParameter(_ name: String, _ tensor: Tensor) throws(NetworkError) {
    guard let old = parameters[name] else {
      throw NetworkError("the network has no such parameter", at: name)
    }
    guard old.shape == tensor.shape else {
      throw NetworkError("has the shape \(tensor.shape), not \(old.shape)", at: name)
    }
    parameters[name] = tensor
  }

  /// The values of a parameter.
  /// - Throws: `NetworkError` if there is no such parameter.
  public func parameter(_ name: String) throws(NetworkError) -> Tensor {
    guard let tensor = parameters[name] else {
      throw NetworkError("the network has no such parameter", at: name)
    }
    return tensor
  }

  /// Refuses NaN and infinity.
  /// - Throws: `NetworkError` that names the first parameter with such values and their number.
  public func requireFinite() throws(NetworkError) {
    for (name, tensor) in parameters {
      let count = tensor.nonFiniteCount
      guard count == 0 else {
        throw NetworkError(
          "\(count) of \(tensor.count) values are NaN or infinite", at: name)
      }
    }
  }
}

/// A layer whose weight can be pruned, shared and coded.
public struct WeightedLayer: Hashable, Sendable {
  /// The node's name, such as `ip1`.
  public let name: String
  /// The weight's name, such as `ip1.weight`.
  public let parameter: String
  /// The weight's extents.
  public let shape: Shape
}
