import DeepCompression
import Language

/// A pattern of layer names, such as `conv*`.
struct LayerPattern: ArgumentValue {
  var pattern = GlobPattern("*")

  init(_ text: String) { pattern = GlobPattern(text) }

  init(argument: Value) throws(ArgumentError) {
    let text = argument.displayText
    guard !text.isEmpty, !text.contains(",") else { throw ArgumentError() }
    pattern = GlobPattern(text)
  }

  static let typeName = "the name of a layer or a pattern"
  static let placeholder = "LAYER"
  static let role = ArgumentRole.layers

  var canonicalText: String { pattern.text }
}

extension Graph {
  /// The names of all parameters of the layers that patterns match.
  /// - Throws: `Diagnostic` if a pattern matches no layer that has parameters.
  func parameters(of patterns: [LayerPattern]) throws(Diagnostic) -> Set<String> {
    let layers = nodes.filter { !$0.parameters.isEmpty }
    let map = LayerMap.patterns(patterns.map { LayerMap.Entry($0.pattern.text, true) })
    let matches = try map.resolve(for: layers.map(\.name))
    return Set(
      zip(layers, matches).filter { $1 != nil }.flatMap { $0.0.parameters.map(\.name) })
  }
}
