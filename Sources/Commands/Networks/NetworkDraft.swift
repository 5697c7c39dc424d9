import DeepCompression
import Language

/// A network while its definition is read.
///
/// Shapes are followed as far as they are known: what depends on a word without a value yet, or on
/// a layer that is wrong, is not judged, so that one mistake gives one diagnostic.
struct NetworkDraft {
  /// What is known of an activation.
  private struct Activation {
    /// Extents for one example; nothing if they are not known.
    var shape: Shape?
    /// Where it comes from in `graph`.
    var source = Source.input
  }

  /// All that is wrong, in order.
  private(set) var diagnostics: [Diagnostic] = []
  /// The network so far; nothing once a part of it is unknown or wrong.
  private(set) var graph: Graph?
  /// The result of the layer before.
  private var current = Activation()
  private var layers: [String: Activation] = [:]
  /// The names of the layers, in order.
  private var names: [String] = []
  /// How many layers each word has made so far.
  private var counts: [String: Int] = [:]
  /// Whether a layer may have a name that is not known.
  private var hasUnknownNames = false
  private var parameters = 0

  /// The most values that the parameters of a network can have together: 4 GiB as float32.
  static let maximumParameters = 1 << 30
  /// The most values that a layer's result can have for one example: 1 GiB as float32.
  static let maximumActivation = Graph.largestResult

  /// Reads the block of a definition.
  init(_ block: BoundBlock) {
    guard let first = block.statements.first else {
      diagnostics = [
        Diagnostic(
          "a network needs an input and a layer", at: block.span,
          help: "{ input 1x28x28; dense 10 }")
      ]
      return
    }
    for (index, statement) in block.statements.enumerated() {
      if index == 0, statement.word != nil, !(statement.word is InputLayer) {
        report("a network begins with its input", at: first.span, help: "such as input 1x28x28")
      }
      add(statement, isFirst: index == 0)
    }
    if block.statements.count == 1, first.word is InputLayer {
      report("a network needs a layer", at: first.span, help: "such as dense 10")
    }
  }

  private mutating func add(_ statement: BoundStatement, isFirst: Bool) {
    switch statement.word {
    case let input as InputLayer: begin(input, statement, isFirst: isFirst)
    case let layer as any NetworkLayer: add(layer, statement)
    default:
      hasUnknownNames = true
      giveUp()
    }
  }

  private mutating func begin(_ input: InputLayer, _ statement: BoundStatement, isFirst: Bool) {
    guard isFirst else {
      report("the input comes first, and only once", at: statement.span)
      return
    }
    guard statement.isComplete else { return }
    let shape = input.shape.shape
    guard shape.count <= NetworkDraft.maximumActivation else {
      report("an input of \(shape) is too large", at: statement.place(of: "shape"))
      return
    }
    current = Activation(shape: shape)
    layers[LayerName.input.text] = current
    graph = Graph(inputShape: shape)
  }

  private mutating func add<Layer: NetworkLayer>(_ layer: Layer, _ statement: BoundStatement) {
    let word = Layer.signature.card.name
    let name = name(of: layer, word, statement)
    var inputs: [Activation] = []
    for (index, source) in layer.sources.enumerated() {
      let place = statement.place(of: Layer.sourceParameter, index)
      inputs.append(activation(of: source.text, at: place))
    }
    if inputs.isEmpty { inputs = [current] }
    let shapes = inputs.compactMap(\.shape)
    guard statement.isComplete, shapes.count == inputs.count, inputs.allSatisfy({ $0.shape != nil })
    else { return finish(name, nil) }
    do {
      if Layer.takesVectors, let image = shapes.first, image.rank != 1 {
        inputs = [try append(Flatten(), automaticName("flatten"), [image], inputs)]
      }
      let operation = try layer.operation(for: inputs.compactMap(\.shape))
      finish(name, try append(operation, name, inputs.compactMap(\.shape), inputs))
    } catch {
      let isNamed = error.message.hasPrefix("`\(word)`")
      report(isNamed ? error.message : "\(word): \(error.message)", at: statement.span)
      finish(name, nil)
    }
  }

  /// Puts an operation at the end of the network, as far as it is known.
  private mutating func append(
    _ operation: any Operation, _ name: String, _ shapes: [Shape], _ inputs: [Activation]
  ) throws(NetworkError) -> Activation {
    let shape = try operation.outputShape(for: shapes)
    guard shape.count <= NetworkDraft.maximumActivation else {
      throw NetworkError("a result of \(shape) is too large")
    }
    for slot in operation.parameterSlots {
      let (sum, overflow) = parameters.addingReportingOverflow(slot.shape.count)
      guard !overflow, sum <= NetworkDraft.maximumParameters else {
        throw NetworkError("the network would have too many parameters")
      }
      parameters = sum
    }
    let index = graph?.nodes.count ?? 0
    try graph?.add(name, operation, inputs: inputs.map(\.source))
    return Activation(shape: shape, source: .node(index))
  }

  /// Notes the result of a layer; nothing if it is not known.
  private mutating func finish(_ name: String, _ activation: Activation?) {
    if activation == nil { giveUp() }
    current = activation ?? Activation()
    if layers[name] == nil { names.append(name) }
    layers[name] = current
  }

  private mutating func giveUp() {
    graph = nil
    current = Activation()
  }

  /// The name of a layer: its own, or one that its word and number make.
  private mutating func name(
    of layer: some NetworkLayer, _ word: String, _ statement: BoundStatement
  ) -> String {
    guard let name = layer.name?.text else {
      if statement.places["name"] != nil { hasUnknownNames = true }
      return automaticName(word)
    }
    counts[word, default: 0] += 1
    if name == LayerName.input.text {
      report(
        "input stands for the network's input", at: statement.place(of: "name"),
        help: "choose another name")
    } else if layers[name] != nil {
      report(
        "there is a layer \(name) already", at: statement.place(of: "name"),
        help: "choose another name")
    }
    return name
  }

  /// `relu1`, `relu2` and so on: the number of the layer among those of its word.
  private mutating func automaticName(_ word: String) -> String {
    var name: String
    repeat {
      counts[word, default: 0] += 1
      name = LayerName.automatic(word, counts[word] ?? 0)
    } while layers[name] != nil
    return name
  }

  private mutating func activation(of name: String, at place: SourceSpan?) -> Activation {
    if name == LayerName.input.text { return layers[name] ?? Activation() }
    if let found = layers[name] { return found }
    if !hasUnknownNames {
      let known = [LayerName.input.text] + names
      let near = Suggestion.nearest(to: name, in: known)
      report(
        "there is no layer \(name) before this one", at: place,
        help: near.map { "did you mean \($0)?" }
          ?? "the layers before it: \(known.suffix(24).joined(separator: ", "))")
    }
    return Activation()
  }

  private mutating func report(_ message: String, at span: SourceSpan?, help: String? = nil) {
    graph = nil
    diagnostics.append(Diagnostic(message, at: span, help: help, kind: .usage))
  }
}
