/// Several values separated by commas, or a list. Its elements must not hold commas themselves.
extension Array: ArgumentValue where Element: ArgumentValue {
  /// The type of the elements, several of them.
  public static var typeName: String { "a list of values separated by commas, each \(element)" }
  private static var element: String { Element.typeName }
  /// The element's placeholder, repeated.
  public static var placeholder: String { "\(Element.placeholder),…" }
  /// Those of the elements.
  public static var candidates: [String] { Element.candidates }
  /// That of the elements.
  public static var role: ArgumentRole { Element.role }

  /// Takes a list, or a text that is cut at its commas.
  public init(argument: Value) throws(ArgumentError) {
    self = []
    switch argument {
    case .list(let values):
      for value in values { append(try Element(argument: value)) }
    case .string(let text):
      guard !text.isEmpty else { return }
      for part in CommaParts(text) {
        do {
          append(try Element(argument: .string(part.text)))
        } catch {
          throw error.inPart(part, expected: Element.typeName)
        }
      }
    default: append(try Element(argument: argument))
    }
  }

  /// The elements, joined by commas.
  public var canonicalText: String { map(\.canonicalText).joined(separator: ",") }
}

extension Array: BoundedArgument where Element: BoundedArgument {
  /// The values of all elements.
  public var boundedValues: [Element.Bound] { flatMap(\.boundedValues) }
}

/// A text cut at its commas, each part with its UTF-8 offsets.
struct CommaParts: Sequence {
  let text: String

  init(_ text: String) { self.text = text }

  struct Part {
    var text: String
    var range: Range<Int>
  }

  func makeIterator() -> AnyIterator<Part> {
    let bytes = Array(text.utf8)
    var start: Int? = 0
    return AnyIterator {
      guard let from = start else { return nil }
      let comma = bytes[from...].firstIndex(of: UInt8(ascii: ","))
      let end = comma ?? bytes.count
      start = comma.map { $0 + 1 }
      return Part(text: String(decoding: bytes[from..<end], as: UTF8.self), range: from..<end)
    }
  }
}

extension ArgumentError {
  /// An error of one part, said of the whole argument.
  func inPart(_ part: CommaParts.Part, expected: String) -> ArgumentError {
    ArgumentError(
      expected: self.expected ?? expected, found: found ?? part.text, range: range ?? part.range,
      help: help)
  }
}
