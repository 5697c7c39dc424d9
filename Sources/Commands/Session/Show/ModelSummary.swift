import DeepCompression
import Display
import Language

/// What `show` tells of a model.
struct ModelSummary {
  private struct Layer {
    let name: String
    let operation: String
    let output: Shape
    let parameters: Int
    let multiplyAdds: Int
    /// Bytes of its result for one image.
    let activationBytes: Int
    /// Share of its weights that is left; nil without a mask.
    let density: Double?
    let codebook: Codebook?
  }

  private let compressed: CompressedModel
  private let layers: [Layer]

  init(_ compressed: CompressedModel) {
    self.compressed = compressed
    let graph = compressed.model.graph
    layers = graph.nodes.indices.map { index in
      let node = graph.nodes[index]
      let weight = node.parameters.first { $0.slot.role == .weight }?.name
      return Layer(
        name: node.name, operation: graph.words(of: index), output: node.outputShape,
        parameters: node.parameters.reduce(0) {
          $1.slot.role.isTrained ? $0 + $1.slot.shape.count : $0
        },
        multiplyAdds: node.operation.multiplyAdds(for: node.inputs.map { graph.shape(of: $0) }),
        activationBytes: 4 * node.outputShape.count,
        density: weight.flatMap { compressed.masks[$0]?.density },
        codebook: weight.flatMap { compressed.codebooks[$0] })
    }
  }

  private var model: Model { compressed.model }

  private var density: Double {
    Double(compressed.keptCount) / Double(max(1, compressed.weightCount))
  }

  /// A file may declare activations that nobody could keep.
  private var activationBytes: Int {
    layers.reduce(0) { sum, layer in
      let (next, overflow) = sum.addingReportingOverflow(layer.activationBytes)
      return overflow ? .max : next
    }
  }

  static let fields = [
    ResultField("model", .text, "the network's name, or None"),
    ResultField("parameters", .integer, "number of weights and biases, or None"),
    ResultField("bytes", .integer, "size of all stored values as float32, or None"),
    ResultField("multiply_adds", .integer, "multiply-add pairs for one image, or None"),
    ResultField(
      "activation_bytes", .integer,
      "memory for the results of all layers for one image; training needs twice that, or None"),
    ResultField("density", .number, "share of weights that are left, or None"),
    ResultField(
      "layers",
      .list(
        .record([
          ResultField("name", .text, "the layer"),
          ResultField("operation", .text, "what it does"),
          ResultField("output", .text, "extents of its result for one image"),
          ResultField("parameters", .integer, "number of its weights and biases"),
          ResultField("multiply_adds", .integer, "multiply-add pairs for one image"),
          ResultField("activation_bytes", .integer, "memory for its result for one image"),
          ResultField("density", .number, "share of its weights that are left; if pruned, or None"),
          ResultField("clusters", .integer, "number of its shared weights, or None"),
          ResultField("bits", .integer, "bits of a code of its shared weights, or None"),
        ])), "the layers, or None"),
  ]

  var record: Record {
    [
      "model": .string(model.name), "parameters": .integer(model.parameterCount),
      "bytes": .integer(model.float32Bytes), "multiply_adds": .integer(model.graph.multiplyAdds),
      "activation_bytes": .integer(activationBytes), "density": .number(density),
      "layers": .list(
        layers.map { layer in
          [
            "name": .string(layer.name), "operation": .string(layer.operation),
            "output": .string("\(layer.output)"), "parameters": .integer(layer.parameters),
            "multiply_adds": .integer(layer.multiplyAdds),
            "activation_bytes": .integer(layer.activationBytes),
            "density": layer.density.map { .number($0) } ?? .none,
            "clusters": layer.codebook.map { .integer($0.centroids.count) } ?? .none,
            "bits": layer.codebook.map { .integer($0.bits) } ?? .none,
          ]
        }),
    ]
  }

  var display: Display {
    var display = Display(text: compressed.summary)
    display.append(table: table)
    display.append(
      text:
        "memory for one image: \(Quantity.bytes(activationBytes)) for the results of all layers, "
        + "in training twice that")
    return display
  }

  private var table: Table {
    Table(
      columns: [
        .init("layer"), .init("operation"), .init("output", .right), .init("parameters", .right),
        .init("multiply-adds", .right), .init("memory", .right), .init("kept", .right),
        .init("shared weights", .right),
      ],
      rows: layers.map { layer in
        [
          layer.name, layer.operation, "\(layer.output)",
          layer.parameters == 0 ? "" : Quantity.count(layer.parameters),
          layer.multiplyAdds == 0 ? "" : Quantity.count(layer.multiplyAdds),
          Quantity.bytes(layer.activationBytes),
          layer.density.map { Quantity.percent($0) } ?? "",
          layer.codebook.map { "\($0.centroids.count) (\($0.bits) bits)" } ?? "",
        ]
      },
      footer: [
        [
          "all", "", "", Quantity.count(model.parameterCount),
          Quantity.count(model.graph.multiplyAdds), Quantity.bytes(activationBytes),
          compressed.masks.isEmpty ? "" : Quantity.percent(density), "",
        ]
      ])
  }
}

extension Graph {
  /// What a node does, and of what, unless that is the node before it.
  fileprivate func words(of index: Int) -> String {
    let node = nodes[index]
    let before: Source = index == 0 ? .input : .node(index - 1)
    guard node.inputs != [before] else { return node.operation.words }
    let names = node.inputs.map { source in
      switch source {
      case .input: "input"
      case .node(let index): nodes[index].name
      }
    }
    return "\(node.operation.words) of \(names.joined(separator: ", "))"
  }
}
