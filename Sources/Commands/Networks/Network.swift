import DeepCompression
import Display
import Language
import Session

/// `network NAME { … }`
struct Network: Command {
  var name = NetworkName()
  var layers = BoundBlock()

  static let signature = Signature<Network>(
    "network", "Define a network of one's own.", chapter: Chapter.data,
    discussion: """
      The block says what an example looks like, then names the layers in order, one a statement. \
      `load model` then draws weights for it. The numbers of inputs follow from the shapes, which \
      are checked before anything runs.

      A layer may begin with a name; without one it is called after its word and number, such as \
      relu1. It takes the result of the layer before it, or with --from that of another layer; \
      input stands for the network's input. The last layer's result is the network's.
      """,
    [
      .positional(\.name, "name", "what to call it"),
      .block(
        \.layers, "layers", "the input and the layers, in order", of: NetworkVocabulary.words
      ) { NetworkDraft($0.layers).diagnostics },
    ],
    result: [
      ResultField("name", .text, "the network's name"),
      ResultField("layers", .integer, "number of layers"),
      ResultField("parameters", .integer, "number of parameters that are trained"),
      ResultField("multiply_adds", .integer, "multiply-add pairs for one example"),
      ResultField("output", .text, "extents of the result, such as 10 or 16x14x14"),
    ],
    examples: [
      Example(
        """
        network tiny { input 1x28x28; conv c1 16 5x5 --pad 2; relu; maxpool 2; dense fc 10 }
        load model tiny
        """, shows: "a small network and a model of it",
        gives: ["name": "tiny", "parameters": 31_786]),
      Example(
        """
        width = 16
        network residual {
          input 3x32x32
          conv stem $width 3 --pad 1
          conv a $width 3 --pad 1
          relu
          conv b $width 3 --pad 1
          add b stem            # around three layers
          relu
          globalavgpool
          dense 10
        }
        """, shows: "lines, a variable and a branch",
        gives: ["name": "residual", "layers": 9, "output": "10"]),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let draft = NetworkDraft(layers)
    if let first = draft.diagnostics.first { throw first }
    guard let graph = draft.graph else {
      throw Diagnostic("the network is not complete", kind: .usage)
    }
    session.workspace.define(
      DefinedNetwork(name: name.text, graph: graph, text: Network.signature.canonical(self)))
    let output = ShapeArgument(graph.outputShape).canonicalText
    return Output(
      [
        "name": .string(name.text), "layers": .integer(graph.nodes.count),
        "parameters": .integer(graph.trainedCount), "multiply_adds": .integer(graph.multiplyAdds),
        "output": .string(output),
      ], display: graph.display(name: name.text))
  }
}

extension Graph {
  /// Number of parameters that are trained.
  fileprivate var trainedCount: Int { nodes.reduce(0) { $0 + $1.trainedCount } }

  /// The layers, for people.
  fileprivate func display(name: String) -> Display {
    var display = Display(
      text: "\(name): \(Quantity.count(trainedCount)) parameters, "
        + "\(Quantity.count(multiplyAdds)) multiply-adds")
    display.append(
      table: Table(
        columns: [
          .init("layer"), .init("operation"), .init("output", .right), .init("parameters", .right),
        ],
        rows: [["input", "", "\(inputShape)", ""]]
          + nodes.map { node in
            let count = node.trainedCount
            return [
              node.name, type(of: node.operation).kind, "\(node.outputShape)",
              count == 0 ? "" : Quantity.count(count),
            ]
          }))
    return display
  }
}

extension Node {
  fileprivate var trainedCount: Int {
    parameters.reduce(0) { $0 + ($1.slot.role.isTrained ? $1.slot.shape.count : 0) }
  }
}
