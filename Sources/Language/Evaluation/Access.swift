/// Steps into records, lists and texts.
enum Access {
  /// The field of a record.
  static func field(_ name: Name, of value: Value) throws(Diagnostic) -> Value {
    guard case .record(let record) = value else {
      throw Diagnostic(
        "\(value.kindName) has no field `\(name.text.shortened)`", at: name.span,
        help: "to go on with text after a variable, write \"${variable}.text\" in quotes")
    }
    if let field = record[name.text] { return field }
    throw unknownField(name, known: record.names)
  }

  static func unknownField(_ name: Name, known: [String]) -> Diagnostic {
    let near = Suggestion.nearest(to: name.text, in: known)
    let list = known.prefix(24).joined(separator: ", ")
    let fields = known.isEmpty ? "it has no fields" : "its fields are \(list)"
    return Diagnostic(
      "there is no field `\(name.text.shortened)`", at: name.span,
      help: near.map { "did you mean \($0)?" } ?? fields)
  }

  /// The element of a list or a character of a text by its number, from zero or, if negative,
  /// from the end; or the field of a record by its name.
  static func element(
    _ index: Value, of value: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    switch (value, index) {
    case (.list(let list), .integer(let index)):
      return list[try position(index, count: list.count, at: span)]
    case (.string(let text), .integer(let index)):
      let characters = Array(text)
      return .string(String(characters[try position(index, count: characters.count, at: span)]))
    case (.record(let record), .string(let name)):
      if let field = record[name] { return field }
      throw unknownField(Name(text: name, span: span), known: record.names)
    case (.list, _), (.string, _):
      throw Diagnostic("an index is a whole number, not \(index.kindName)", at: span)
    case (.record, _):
      throw Diagnostic("a field is named by a text, not \(index.kindName)", at: span)
    default: throw Diagnostic("\(value.kindName) has no elements", at: span)
    }
  }

  private static func position(
    _ index: Int, count: Int, at span: SourceSpan
  ) throws(Diagnostic) -> Int {
    guard index >= -count, index < count else {
      let range = count == 0 ? "it is empty" : "indices go from 0 to \(count - 1)"
      throw Diagnostic("there is no element \(index)", at: span, help: range)
    }
    return index < 0 ? index + count : index
  }
}
