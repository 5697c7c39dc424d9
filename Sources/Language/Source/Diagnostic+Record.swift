extension Diagnostic {
  /// The diagnostic as a record for JSON: `severity kind message`, and where they are known
  /// `file line column end_line end_column source help notes`.
  public var record: Value {
    var record: Record = [
      "severity": .string(severity.rawValue), "kind": .string(kind.rawValue),
      "message": .string(message),
    ]
    if let span {
      let (start, end) = (span.start, span.end)
      record["file"] = .string(span.source.name)
      record["line"] = .integer(start.line)
      record["column"] = .integer(start.column)
      record["end_line"] = .integer(end.line)
      record["end_column"] = .integer(end.column)
      record["source"] = .string(span.source.line(start.line))
    }
    if let help { record["help"] = .string(help) }
    if !notes.isEmpty { record["notes"] = .list(notes.map(Value.string)) }
    return .record(record)
  }
}
