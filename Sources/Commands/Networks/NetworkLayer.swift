import DeepCompression
import Language

/// A word in the block of `network` that adds a layer.
protocol NetworkLayer: CommandArguments {
  /// Its name, if it is given one.
  var name: LayerName? { get }
  /// The layers whose results it takes; none for that of the layer before.
  var sources: [LayerName] { get }
  /// The parameter that names `sources`.
  static var sourceParameter: String { get }
  /// Whether images are made vectors before they come to it.
  static var takesVectors: Bool { get }
  /// What it computes.
  /// - Parameter inputs: extents of its inputs, for one example.
  /// - Throws: `NetworkError` if there is no such operation for these inputs.
  func operation(for inputs: [Shape]) throws(NetworkError) -> any Operation
}

extension NetworkLayer {
  static var takesVectors: Bool { false }
}

/// What all layers of one input have in common.
struct LayerHead: Sendable, Equatable {
  var name: LayerName?
  var from: LayerName?
}

/// A layer of one input.
protocol ChainedLayer: NetworkLayer {
  var head: LayerHead { get set }
  /// What it computes.
  /// - Parameter input: extents of its input, for one example.
  /// - Throws: `NetworkError` if there is no such operation for this input.
  func operation(for input: Shape) throws(NetworkError) -> any Operation
}

extension ChainedLayer {
  var name: LayerName? { head.name }
  var sources: [LayerName] { head.from.map { [$0] } ?? [] }
  static var sourceParameter: String { "from" }

  func operation(for inputs: [Shape]) throws(NetworkError) -> any Operation {
    guard inputs.count == 1 else { throw NetworkError("takes one input, not \(inputs.count)") }
    return try operation(for: inputs[0])
  }
}

/// The headings under which help lists layers.
enum LayerChapter {
  static let input = "Input"
  static let weights = "Layers with weights"
  static let pooling = "Pooling"
  static let activation = "Activations"
  static let normalization = "Normalisation and dropout"
  static let branches = "Branches"
  static let shapes = "Shapes"
}

extension Signature where Command: ChainedLayer {
  /// The declaration of a layer of one input: its name, its own arguments, and `--from`.
  /// - Parameter example: the inner part of a network in which it stands.
  static func layer(
    _ word: String, _ summary: String, chapter: String, discussion: String = "",
    _ parameters: [Parameter<Command>] = [], example: String, shows: String
  ) -> Signature {
    let name: Parameter<Command> = .label(
      \.head.name, "name", LayerName.automaticHelp(word))
    let from: Parameter<Command> = .option(
      \.head.from, "from", "the layer whose result it takes, or input; else the layer before it")
    return Signature(
      word, summary, chapter: chapter, discussion: discussion, [name] + parameters + [from],
      examples: [Example("network my-net { \(example) }", shows: shows)])
  }
}

extension Shape {
  /// The first extent: channels of an image, or the length of a vector.
  var channels: Int { dimensions.first ?? 1 }
}
