/// A value that may differ by layer: one for all, or a list of patterns of which the first that
/// matches a layer counts. Written `5` or `conv1=66%,conv*=12%,*=8%`.
public enum LayerMap<Element: ArgumentValue>: ArgumentValue {
  /// A pattern of layer names and the value of the layers that it matches first.
  public struct Entry: Sendable, Equatable {
    /// Which layers; must not hold a comma.
    public var pattern: GlobPattern
    /// Their value; its text must hold neither `,` nor `=`.
    public var value: Element

    /// Makes an entry.
    public init(_ pattern: String, _ value: Element) {
      self.pattern = GlobPattern(pattern)
      self.value = value
    }
  }

  /// The same value for all layers.
  case all(Element)
  /// Values by pattern; the first that matches counts.
  case patterns([Entry])

  /// What the elements are, for all layers or by pattern.
  public static var typeName: String { "\(Element.typeName), or PATTERN=VALUE,… by layer" }
  /// The element's placeholder, alone or by pattern.
  public static var placeholder: String { "\(Element.placeholder)|LAYER=\(Element.placeholder),…" }
  /// Those of the elements.
  public static var candidates: [String] { Element.candidates }
  /// It names layers.
  public static var role: ArgumentRole { .layers }

  /// Takes one value, a text of patterns, or a record from patterns to values.
  public init(argument: Value) throws(ArgumentError) {
    switch argument {
    case .string(let text) where text.utf8.contains(UInt8(ascii: "=")):
      self = .patterns(try Self.entries(text))
    case .record(let record):
      var entries: [Entry] = []
      for field in record {
        let value: Element
        do { value = try Element(argument: field.value) } catch {
          throw ArgumentError(
            expected: error.expected ?? Element.typeName,
            found: "\(field.name)=\(field.value.displayText)", help: error.help)
        }
        try Self.check(field.name, range: nil)
        entries.append(Entry(field.name, value))
      }
      guard !entries.isEmpty else { throw ArgumentError() }
      self = .patterns(entries)
    default:
      do { self = .all(try Element(argument: argument)) } catch {
        throw ArgumentError(
          expected: error.expected ?? Element.typeName, found: error.found, range: error.range,
          help: error.help)
      }
    }
  }

  private static func entries(_ text: String) throws(ArgumentError) -> [Entry] {
    var entries: [Entry] = []
    for part in CommaParts(text) {
      // The last `=`: names of layers may hold one, values may not.
      guard let equals = part.text.lastIndex(of: "=") else {
        throw ArgumentError(
          expected: "PATTERN=VALUE between commas", found: part.text, range: part.range,
          help: part.text.isEmpty ? nil : "write *=\(part.text) for all other layers")
      }
      let pattern = String(part.text[..<equals])
      let valueText = String(part.text[part.text.index(after: equals)...])
      let valueStart = part.range.upperBound - valueText.utf8.count
      try check(pattern, range: part.range)
      do {
        entries.append(Entry(pattern, try Element(argument: .string(valueText))))
      } catch {
        let valuePart = CommaParts.Part(
          text: valueText, range: valueStart..<part.range.upperBound)
        throw error.inPart(valuePart, expected: Element.typeName)
      }
    }
    return entries
  }

  private static func check(_ pattern: String, range: Range<Int>?) throws(ArgumentError) {
    guard pattern.isEmpty || pattern.utf8.contains(UInt8(ascii: ",")) else { return }
    throw ArgumentError(
      expected: "the name of a layer or a pattern before each =", found: pattern, range: range)
  }

  /// The value, or the patterns as they are written.
  public var canonicalText: String {
    switch self {
    case .all(let value): value.canonicalText
    case .patterns(let entries):
      entries.map { "\($0.pattern.text)=\($0.value.canonicalText)" }.joined(separator: ",")
    }
  }
}

extension LayerMap {
  /// The value for one layer: that of the first pattern that matches it, or nothing.
  public subscript(layer: String) -> Element? {
    switch self {
    case .all(let value): value
    case .patterns(let entries): entries.first { $0.pattern.matches(layer) }?.value
    }
  }

  /// The value for each of the layers, nothing for those that no pattern matches.
  ///
  /// - Parameter layerNames: all layers there are, in order.
  /// - Throws: a diagnostic without a place when a pattern matches none of the layers.
  public func resolve(for layerNames: [String]) throws(Diagnostic) -> [Element?] {
    if case .patterns(let entries) = self {
      for entry in entries where !layerNames.contains(where: entry.pattern.matches) {
        throw Self.unmatched(entry.pattern.text, layerNames)
      }
    }
    return layerNames.map { self[$0] }
  }

  private static func unmatched(_ pattern: String, _ layers: [String]) -> Diagnostic {
    let shown = layers.prefix(24).joined(separator: ", ")
    let more = layers.count > 24 ? " and \(layers.count - 24) more" : ""
    let list = layers.isEmpty ? "there are no layers" : "the layers are \(shown)\(more)"
    let near = Suggestion.nearest(to: pattern, in: layers)
    return Diagnostic(
      "no layer matches `\(pattern)`", help: near.map { "did you mean \($0)?" } ?? list,
      notes: near == nil ? [] : [list], kind: .failure)
  }
}

extension LayerMap: BoundedArgument where Element: BoundedArgument {
  /// The values of all patterns.
  public var boundedValues: [Element.Bound] {
    switch self {
    case .all(let value): value.boundedValues
    case .patterns(let entries): entries.flatMap(\.value.boundedValues)
    }
  }
}
