import Language
import Testing

/// Any text at all: no trap, every place inside the source, and the tokens are the source.
@Suite struct ParserRobustnessTests {
  private static let pieces = [
    "load", "data", "train", "--epochs", "--keep=", "8%", "1e-3", "27KiB", "x", "=", "==", "$x",
    "$", "${", "}", "{", "(", ")", "[", "]", "\"", "'", "\\", "\\\n", "\n", "\r\n", ";", "#", " ",
    "\t", ",", ":", ".", "+", "-", "*", "**", "/", "//", "%", "<", ">=", "|", "&", "!", "and",
    "or", "not", "True", "None", "expect", "min(", "range(3)", "it", "é", "漢", "\u{301}", "\u{A0}",
    "\u{FEFF}", "\u{0}", "\u{1B}", "9999999999999999999", "\\x4", "\\u12", "--", "#!", "_", "…",
    "go {", "route a {\n", "\n}\n", "{ go 1; rest }", "\n  ",
  ]

  private func check(_ source: SourceText, thoroughly: Bool = true) {
    let script = Parser.parse(source)
    let count = source.utf8.count
    var end = 0
    for token in script.tokens {
      guard token.range.lowerBound == end, !token.range.isEmpty else {
        Issue.record("a gap at \(end) in \(source.text.debugDescription)")
        return
      }
      end = token.range.upperBound
    }
    #expect(end == count, "tokens end at \(end) of \(source.text.debugDescription)")
    let spans = script.diagnostics.compactMap(\.span) + script.statements.map(\.span)
    #expect(spans.allSatisfy { $0.range.lowerBound >= 0 && $0.range.upperBound <= count })
    #expect(
      areInOrder(script.statements, in: 0..<count),
      "statements overlap in \(source.text.debugDescription)")
    guard thoroughly else { return }
    let isComplete = Parser.completeness(of: source.text) == .complete
    if isComplete, source.firstInvalidByte == nil {
      #expect(script.diagnostics.isEmpty, "complete with errors: \(source.text.debugDescription)")
    }
    let found = Checker.check(script, registry: ToyBlocks.registry, fileExists: { _ in false })
    #expect(!DiagnosticRenderer().text(found).utf8.contains(0x1B))
  }

  /// Whether statements, and those in their blocks, lie one after another.
  private func areInOrder(_ statements: [Statement], in range: Range<Int>) -> Bool {
    var end = range.lowerBound
    for statement in statements {
      let own = statement.span.range
      guard own.lowerBound >= end, own.upperBound <= range.upperBound else { return false }
      end = own.upperBound
      guard case .command(let invocation) = statement.kind, let block = invocation.block else {
        continue
      }
      guard block.span.range.lowerBound >= own.lowerBound,
        block.span.range.upperBound <= own.upperBound,
        areInOrder(block.statements, in: block.span.range)
      else { return false }
    }
    return true
  }

  @Test func randomBytes() {
    var random = TestRandom(seed: 1)
    for number in 0..<10_000 {
      let bytes = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      check(SourceText(name: "bytes", bytes: bytes), thoroughly: number % 4 == 0)
    }
  }

  @Test func randomTokens() {
    var random = TestRandom(seed: 2)
    for number in 0..<10_000 {
      var text = ""
      for _ in 0..<random.below(40) {
        text += Self.pieces[random.below(Self.pieces.count)]
        if random.below(2) == 0 { text += " " }
      }
      check(SourceText(name: "tokens", text: text), thoroughly: number % 4 == 0)
    }
  }

  @Test func everyBeginningOfAScript() {
    let text = """
      load data mnist; x = (eval out/a.dcz --k=[1, {"a": 'b'}]) # c
      expect $x.error <= 0.1% + min(1, 2) ** -3 "too ${large + (eval).loss} \\x41"
      route a --laps 2 { # c
        steps = [1, 2]; go b (eval).count --fast
        go "${steps[0]}" }
      """
    for count in 0...text.utf8.count {
      let typed = Array(text.utf8.prefix(count))
      check(SourceText(name: "beginning", bytes: typed))
      let line = String(decoding: typed, as: UTF8.self)
      let found = Completer.complete(
        line: line, cursor: line.utf8.count, registry: ToyBlocks.registry,
        variables: ["x": ["error": 1]])
      #expect(found.range.upperBound == line.utf8.count)
    }
  }
}
