import DeepCompression
import Display
import Language
import Session

/// What there is to show, by name.
enum ShowTopic: String, ArgumentEnum {
  case all
  case data
  case model
}

/// `show [data|model]`
struct Show: Command {
  var topic = ShowTopic.all

  static let signature = Signature<Show>(
    "show", "Show what is loaded.", chapter: Chapter.session,
    [.positional(\.topic, "what", "data, model, or both", required: false)],
    result: [
      ResultField("data", .text, "the data set's name, or None"),
      ResultField("model", .text, "the network's name, or None"),
      ResultField("parameters", .integer, "number of weights and biases, or None"),
      ResultField("multiply_adds", .integer, "multiply-add pairs for one image, or None"),
      ResultField("density", .number, "share of weights that are left, or None"),
    ],
    examples: [
      Example(
        "load model lenet-300-100; show model", shows: "layers, shapes, masks and shared weights",
        gives: ["parameters": 266_610, "multiply_adds": 266_200])
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    var display = Display()
    let workspace = session.workspace
    if topic != .model {
      display.append(text: workspace.dataset?.summary ?? "no data yet: load data mnist")
    }
    if topic != .data {
      if let compressed = workspace.compressed {
        display.append(text: compressed.summary)
        display.append(table: compressed.table)
      } else {
        display.append(text: "no model yet: load model lenet-300-100")
      }
    }
    let compressed = workspace.compressed
    return Output(
      [
        "data": workspace.dataset.map { .string($0.name) } ?? .none,
        "model": compressed.map { .string($0.model.name) } ?? .none,
        "parameters": compressed.map { .integer($0.model.parameterCount) } ?? .none,
        "multiply_adds": compressed.map { .integer($0.model.graph.multiplyAdds) } ?? .none,
        "density": compressed.map { .number(Double($0.keptCount) / Double(max(1, $0.weightCount))) }
          ?? .none,
      ], display: display)
  }
}

extension CompressedModel {
  /// The layers, for people.
  fileprivate var table: Table {
    let graph = model.graph
    return Table(
      columns: [
        .init("layer"), .init("operation"), .init("output", .right), .init("parameters", .right),
        .init("multiply-adds", .right), .init("kept", .right), .init("shared weights", .right),
      ],
      rows: graph.nodes.map { node in
        let weight = model.weightedLayers.first { $0.name == node.name }?.parameter
        let parameters = node.parameters.reduce(0) { $0 + $1.slot.shape.count }
        let work = node.operation.multiplyAdds(for: node.inputs.map { graph.shape(of: $0) })
        return [
          node.name, type(of: node.operation).kind, "\(node.outputShape)",
          parameters == 0 ? "" : Quantity.count(parameters), work == 0 ? "" : Quantity.count(work),
          weight.flatMap { masks[$0] }.map { Quantity.percent($0.density) } ?? "",
          weight.flatMap { codebooks[$0] }.map { "\($0.centroids.count) (\($0.bits) bits)" } ?? "",
        ]
      },
      footer: [
        [
          "all", "", "", Quantity.count(model.parameterCount), Quantity.count(graph.multiplyAdds),
          masks.isEmpty
            ? "" : Quantity.percent(Double(keptCount) / Double(max(1, weightCount))), "",
        ]
      ])
  }
}
