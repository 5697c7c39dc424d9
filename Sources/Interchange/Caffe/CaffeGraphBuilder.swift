import Networks
import Tensors

/// Makes a graph of layers, one after the other, following the blobs between them by name.
struct CaffeGraphBuilder {
  /// What a blob's name stands for at present.
  enum Blob {
    /// An activation, with the layer that gives it, by its place in the list; nil for an input.
    case activation(Source, maker: Int?)
    /// Labels, or an input beside the first: no operation can take it.
    case foreign
  }

  private(set) var graph: Graph
  private(set) var notes: [String] = []
  /// The names of `Scale` layers, by those of the batch normalisations that they are part of.
  private(set) var scales: [String: String] = [:]
  private var blobs: [String: Blob] = [:]
  private let readers: CaffeReaders
  private let keepsFinalSoftmax: Bool
  /// The normalisations that have no scale yet, by the place of their layer.
  private var unscaled: [Int: String] = [:]
  /// The place of the layer that is added next.
  private var number = 0

  /// - Parameter layers: those that will be added, in order.
  init(
    _ inputs: CaffeInputs, _ layers: [CaffeLayer], keepsFinalSoftmax: Bool
  ) throws(CaffeError) {
    guard let first = inputs.blobs.first(where: { $0.shape != nil }), let shape = first.shape
    else { throw CaffeError("the network has no input with a shape") }
    graph = Graph(inputShape: shape)
    for blob in inputs.blobs { blobs[blob.name] = .foreign }
    blobs[first.name] = .activation(.input, maker: nil)
    readers = CaffeReaders(layers)
    self.keepsFinalSoftmax = keepsFinalSoftmax
  }

  /// Adds a layer.
  /// - Throws: `CaffeError` that names the layer, its place and its type if it is not understood.
  mutating func add(_ layer: CaffeLayer) throws(CaffeError) {
    defer { number += 1 }
    guard !CaffeLayerType.ignored.contains(layer.type) else {
      // What it gives is for people to look at.
      for top in layer.tops { blobs[top] = .foreign }
      notes.append("\(layer.name): \(layer.type) is left out")
      return
    }
    let isLoss = layer.type == "SoftmaxWithLoss"
    let bottoms = isLoss ? Array(layer.bottoms.prefix(1)) : layer.bottoms
    var inputs: [(source: Source, maker: Int?)] = []
    for name in bottoms { inputs.append(try activation(name, of: layer)) }
    guard let first = inputs.first else { throw layer.error("has no `bottom`") }
    switch layer.type {
    case "Split":
      for top in layer.tops { blobs[top] = .activation(first.source, maker: number) }
    case "Softmax" where isLeftOut(layer), "SoftmaxWithLoss" where isLeftOut(layer):
      notes.append("\(layer.name): the softmax at the end is left out")
    case "Scale":
      try merge(layer, first)
    default:
      guard let make = CaffeOperations.all[layer.type] else {
        throw layer.error("this type of layer is not understood")
      }
      if layer.type == "InnerProduct", graph.shape(of: first.source).rank != 1 {
        try append("\(layer.name)/flatten", Flatten(), [first.source], layer)
        inputs[0].source = .node(graph.nodes.count - 1)
      }
      let shapes = inputs.map { graph.shape(of: $0.source) }
      try append(layer.name, try make(layer, shapes), inputs.map(\.source), layer)
      if layer.type == "BatchNorm" { unscaled[number] = layer.name }
      let result = Source.node(graph.nodes.count - 1)
      guard layer.tops.count <= 1 || isLoss else {
        throw layer.error("gives \(layer.tops.count) blobs, where one is understood")
      }
      for top in layer.tops { blobs[top] = .activation(result, maker: number) }
    }
  }

  /// The graph, when all layers are added.
  mutating func finished() throws(CaffeError) -> Graph {
    guard !graph.nodes.isEmpty else { throw CaffeError("the network has no layers") }
    var read: Set<Source> = []
    for node in graph.nodes { read.formUnion(node.inputs) }
    for (index, node) in graph.nodes.enumerated().dropLast() where !read.contains(.node(index)) {
      notes.append("\(node.name): is read by no layer; the network's result is that of the last")
    }
    return graph
  }

  private func activation(
    _ name: String, of layer: CaffeLayer
  ) throws(CaffeError) -> (source: Source, maker: Int?) {
    switch blobs[name] {
    case .activation(let source, let maker): return (source, maker)
    case .foreign:
      throw layer.error("takes `\(name)`, which is no activation of the network's first input")
    case nil: throw layer.error("takes `\(name)`, which no layer before it gives")
    }
  }

  private func isLeftOut(_ layer: CaffeLayer) -> Bool {
    !keepsFinalSoftmax && readers[number] == 0
  }

  private mutating func append(
    _ name: String, _ operation: any Networks.Operation, _ inputs: [Source], _ layer: CaffeLayer
  ) throws(CaffeError) {
    do {
      try graph.add(name, operation, inputs: inputs)
    } catch {
      throw layer.error(error.message)
    }
  }

  /// Makes a `Scale` part of the batch normalisation that it follows, if nothing else reads that.
  private mutating func merge(
    _ layer: CaffeLayer, _ input: (source: Source, maker: Int?)
  ) throws(CaffeError) {
    let parameters = try layer.parameters("scale_param")
    guard let maker = input.maker, let name = unscaled[maker], readers[maker] == 1,
      layer.bottoms.count == 1, try parameters.integer("axis", in: -8...8) ?? 1 == 1,
      try parameters.integer("num_axes", in: -1...8) ?? 1 == 1
    else {
      throw layer.error("is only understood behind a `BatchNorm` that nothing else reads")
    }
    unscaled[maker] = nil
    scales[name] = layer.name
    for top in layer.tops { blobs[top] = .activation(input.source, maker: number) }
  }
}
