import DeepCompression

/// A network for 28×28 images that is small enough to compute with in an instant.
enum TinyModel {
  static func graph(hidden: String = "ip1") throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add(hidden, Dense(inputs: 784, outputs: 8))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 8, outputs: 10))
    return graph
  }

  static func fresh(
    seed: UInt64 = 1, name: String = "tiny", hidden: String = "ip1"
  ) throws -> CompressedModel {
    var random = RandomSource(seed: seed)
    return CompressedModel(
      Model(name: name, graph: try graph(hidden: hidden), drawnFrom: &random))
  }

  static func pruned(keep: Double) throws -> CompressedModel {
    var model = try fresh()
    _ = try model.prune(keep: ["ip1": keep])
    return model
  }

  static func shared(_ model: CompressedModel, bits: Int) throws -> CompressedModel {
    var model = model
    var random = RandomSource(seed: 1)
    _ = try model.quantize(bits: ["ip2": bits], initialization: .linear, random: &random)
    return model
  }
}
