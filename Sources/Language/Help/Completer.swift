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
  ///   - names: the names that things have by now.
  public static func complete(
    line: String, cursor: Int, registry: CommandRegistry, variables: [String: Value] = [:],
    layers: [String] = [], names: KnownNames = [:]
  ) -> Completion {
    let typed = String(decoding: line.utf8.prefix(max(0, cursor)), as: UTF8.self)
    let context = WordContext(typed: typed)
    if context.isComment { return .none(at: context.end) }
    if context.openQuote != "'",
      let found = variable(context.source, isQuoted: context.openQuote != nil, variables)
    {
      return found
    }
    var completer = WordCompleter(
      context: context, registry: registry, variables: variables, layers: layers,
      names: names)
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
