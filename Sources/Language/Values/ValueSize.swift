/// Bounds on what an expression may build, so that no script, however strange, exhausts memory
/// or the stack: values are shared when copied, and a dozen doublings of a list would otherwise
/// be terabytes once written out.
struct ValueSize {
  /// The most elements and fields in one value, nested ones included.
  static let maximumElements = 1_000_000
  /// The most bytes of text in one value.
  static let maximumTextBytes = 1 << 24
  /// The deepest nesting of lists and records.
  static let maximumDepth = 200

  private var elements = 0
  private var textBytes = 0

  /// Throws if a value is larger than the bounds.
  static func check(_ value: Value, at span: SourceSpan) throws(Diagnostic) {
    switch value {
    case .none, .bool, .integer, .number: return
    case .string, .list, .record:
      var size = ValueSize()
      if let problem = size.add(value, depth: 0) { throw Diagnostic(problem, at: span) }
    }
  }

  private mutating func add(_ value: Value, depth: Int) -> String? {
    elements += 1
    switch value {
    case .none, .bool, .integer, .number: break
    case .string(let string): textBytes += string.utf8.count
    case .list(let list):
      guard depth < Self.maximumDepth else { return Self.tooDeep }
      for element in list {
        if let problem = add(element, depth: depth + 1) { return problem }
      }
    case .record(let record):
      guard depth < Self.maximumDepth else { return Self.tooDeep }
      for field in record {
        textBytes += field.name.utf8.count
        if let problem = add(field.value, depth: depth + 1) { return problem }
      }
    }
    if elements > Self.maximumElements { return "the value has more than a million elements" }
    if textBytes > Self.maximumTextBytes { return "the text is longer than 16 MiB" }
    return nil
  }

  private static let tooDeep = "lists and records are nested more than \(maximumDepth) deep"
}
