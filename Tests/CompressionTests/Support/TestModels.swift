import Compression
import Networks
import OrderedCollections
import Tensors

enum TestModels {
  /// Layers `ip1` (6 → 5) and `ip2` (5 → 3) on inputs of 2×3.
  static func small(seed: UInt64 = 1) throws -> Model {
    var graph = Graph(inputShape: try Shape([2, 3]))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 6, outputs: 5))
    try graph.add("relu", ReLU())
    try graph.add("ip2", Dense(inputs: 5, outputs: 3))
    return drawn("small", graph, seed)
  }

  /// One layer `ip` of any size.
  static func layer(_ inputs: Int, _ outputs: Int, seed: UInt64 = 1) throws -> Model {
    var graph = Graph(inputShape: .vector(inputs))
    try graph.add("ip", Dense(inputs: inputs, outputs: outputs))
    return drawn("layer", graph, seed)
  }

  /// One layer `ip` with given weights and biases of 0.
  static func layer(_ inputs: Int, _ outputs: Int, weights: [Float]) throws -> Model {
    var model = try layer(inputs, outputs)
    try model.setParameter(
      "ip.weight", try Tensor(weights, shape: try Shape([outputs, inputs])))
    return model
  }

  /// Activations with several readers, a view of the input, and a branch that leads nowhere.
  static func branched(seed: UInt64 = 1) throws -> Model {
    var graph = Graph(inputShape: try Shape([2, 2]))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 4, outputs: 4))
    try graph.add("a/relu", ReLU(), inputs: [.node(1)])
    try graph.add("dead", Dense(inputs: 4, outputs: 2), inputs: [.node(0)])
    try graph.add("input-relu", ReLU(), inputs: [.input])
    try graph.add("ip2", Dense(inputs: 4, outputs: 3), inputs: [.node(1)])
    return drawn("branched", graph, seed)
  }

  /// A convolution `conv1` of 2 channels to 6 and a dense layer `ip1` behind it.
  static func images(seed: UInt64 = 1) throws -> Model {
    var graph = Graph(inputShape: try Shape([2, 6, 5]))
    try graph.add(
      "conv1",
      Convolution(
        inputs: 2, outputs: 6, kernel: 3))
    try graph.add("relu1", ReLU())
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 6 * 4 * 3, outputs: 4))
    return drawn("images", graph, seed)
  }

  /// One layer `ip` whose weights follow Laplace's distribution, as trained ones nearly do.
  static func laplacian(_ inputs: Int, _ outputs: Int, seed: UInt64 = 1) throws -> Model {
    var random = RandomSource(seed: seed)
    let weights = Tensor(shape: try Shape([outputs, inputs])) { values in
      for index in values.indices {
        let uniform = random.uniform() - 0.5
        let size = 1 - 2 * uniform.magnitude
        // A logarithm by halving: the same bits with any C library.
        var (rest, power) = (max(size, 1e-6), Float(0))
        while rest < 0.5 { (rest, power) = (rest * 2, power + 1) }
        let magnitude = 0.02 * (power + 2 * (1 - rest))
        values[index] = uniform < 0 ? -magnitude : magnitude
      }
    }
    var model = try layer(inputs, outputs, seed: seed)
    try model.setParameter("ip.weight", weights)
    return model
  }

  private static func drawn(_ name: String, _ graph: Graph, _ seed: UInt64) -> Model {
    var random = RandomSource(seed: seed)
    return Model(name: name, graph: graph, drawnFrom: &random)
  }
}

extension Model {
  /// The same model with other values: what a step of training might make of it.
  func disturbed(_ random: inout RandomSource) throws -> Model {
    var result = self
    for (name, tensor) in parameters {
      let moved = Tensor(shape: tensor.shape) { values in
        for index in values.indices { values[index] = tensor[index] + random.uniform() - 0.5 }
      }
      try result.setParameter(name, moved)
    }
    return result
  }
}

extension CompressedModel {
  /// All layers by name with one value.
  func layers<Value>(_ value: Value) -> [String: Value] {
    Dictionary(uniqueKeysWithValues: model.weightedLayers.map { ($0.name, value) })
  }

  /// The weights of a layer, bit by bit.
  func bits(_ parameter: String) throws -> [UInt32] {
    try model.parameter(parameter).values.map(\.bitPattern)
  }

  /// The model after a step that respects its constraints as a trainer does.
  func retrained(_ random: inout RandomSource) throws -> Model {
    var trained = try model.disturbed(&random)
    for (name, own) in constraints {
      var weights = try trained.parameter(name)
      for constraint in own {
        weights.withUnsafeMutableBufferPointer { constraint.project($0, from: 0) }
      }
      try trained.setParameter(name, weights)
    }
    return trained
  }
}
