/// Proposes what may stand at the cursor of a line that is being typed.
public enum Completer {
  /// Names of commands, options, values, layers, variables, fields and functions that fit.
  ///
  /// - Parameters:
  ///   - line: the whole text, of one line or several.
  ///   - cursor: the UTF-8 offset of the cursor; what follows it is not looked at.
  ///   - registry: the commands there are.
  ///   - variables: the variables there are, for their names and fields.
  ///   - layers: the names of the layers of the present model.
  public static func complete(
    line: String, cursor: Int, registry: CommandRegistry, variables: [String: Value] = [:],
    layers: [String] = []
  ) -> Completion {
    let typed = String(decoding: line.utf8.prefix(max(0, cursor)), as: UTF8.self)
    var parser = Parser(SourceText(name: "", text: typed), recovers: false)
    let script = parser.script()
    let end = script.source.utf8.count
    let quote = parser.openAtEnd.flatMap { opening -> Parser.Opening? in
      let isQuote = opening.close == UInt8(ascii: "\"") || opening.close == UInt8(ascii: "'")
      return isQuote ? opening : nil
    }
    if script.tokens.last?.kind == .comment { return .none(at: end) }
    let isRaw = quote?.close == UInt8(ascii: "'")
    if !isRaw, let found = variable(script.source, isQuoted: quote != nil, variables) {
      return found
    }
    let context = WordContext(script: script, pending: parser.pending.last, quote: quote)
    var completer = WordCompleter(
      context: context, registry: registry, variables: variables, layers: layers)
    return completer.complete()
  }

  /// A variable or a field of one, when the text ends in `$name.field` or `${name.field`.
  private static func variable(
    _ source: SourceText, isQuoted: Bool, _ variables: [String: Value]
  ) -> Completion? {
    let bytes = source.utf8
    var start = bytes.count
    while start > 0, isPathByte(bytes[start - 1]) { start -= 1 }
    let hasBrace =
      start >= 2 && bytes[start - 1] == UInt8(ascii: "{")
      && bytes[start - 2] == UInt8(ascii: "$")
    let hasDollar = start >= 1 && bytes[start - 1] == UInt8(ascii: "$")
    guard hasBrace || (hasDollar && !isQuoted) else { return nil }
    let path = source.text(in: start..<bytes.count)
    let parts = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last else { return nil }
    let range = (bytes.count - last.utf8.count)..<bytes.count
    guard parts.count > 1 else {
      let names = variables.keys.filter { $0.hasPrefix(last) }.sorted()
      let found = names.map { name in
        Completion.Candidate(name, variables[name]?.literal.shortened ?? "", .variable)
      }
      return Completion(range: range, candidates: found, wantsFiles: false)
    }
    var value = variables[parts[0]]
    for part in parts.dropFirst().dropLast() { value = value?[part] }
    guard case .record(let record)? = value else { return .none(at: bytes.count) }
    let fields = record.filter { $0.name.hasPrefix(last) }.map {
      Completion.Candidate($0.name, $0.value.literal.shortened, .field)
    }
    return Completion(range: range, candidates: fields, wantsFiles: false)
  }

  private static func isPathByte(_ byte: UInt8) -> Bool {
    Characters.isNameByte(byte) || byte >= 0x80 || byte == UInt8(ascii: ".")
  }
}

/// The word at the end of a typed text, and what stands before it in its command.
struct WordContext {
  /// The arguments before the word; nothing outside a command.
  var before: [Invocation.Argument]
  /// Whether a command may begin with the word.
  var isFirst: Bool
  /// Where the word begins, behind its opening quote if it has one.
  var start: Int
  /// The word as typed so far.
  var text: String
  /// Where the text ends.
  var end: Int

  init(script: Script, pending: Invocation?, quote: Parser.Opening?) {
    let source = script.source
    end = source.utf8.count
    before = pending?.arguments ?? []
    var start = end
    if let quote {
      start = quote.offset + 1
      // `--name="…` hands the option over with its quote still open.
      isFirst = false
    } else if let last = before.last, last.span.range.upperBound == end {
      start = last.span.range.lowerBound
      before.removeLast()
      isFirst = before.isEmpty
    } else if pending == nil {
      // Outside a command: a name at the end, or nothing.
      while start > 0, Characters.isNameByte(source.utf8[start - 1]) { start -= 1 }
      let first = start
      let token = script.tokens.last { $0.range.upperBound <= first && !$0.isTrivia }
      let last = token.map { source.text(in: $0.range) } ?? ";"
      isFirst = last == ";" || last == "(" || Self.endsInNewline(script, before: start)
    } else {
      isFirst = false
    }
    self.start = start
    text = source.text(in: start..<end)
  }

  private static func endsInNewline(_ script: Script, before offset: Int) -> Bool {
    let tokens = script.tokens.prefix { $0.range.upperBound <= offset }
    let last = tokens.last { ![.whitespace, .comment].contains($0.kind) }
    return last.map { $0.kind == .newline || $0.kind == .shebang } ?? true
  }
}
