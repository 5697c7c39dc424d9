import Language
import Testing

@Suite struct CompleterTests {
  private let variables: [String: Value] = [
    "best": ["error": 0.25, "ratio": 40, "deep": ["one": 1]], "keep": 0.08, "kept": "x",
  ]

  /// The candidates at the `|` of a line, with what they replace.
  private func complete(_ line: String) -> [String] {
    let cut = line.prefix { $0 != "|" }
    let found = Completer.complete(
      line: line.replacing("|", with: ""), cursor: cut.utf8.count, registry: Toy.registry,
      variables: variables, layers: ["conv1", "conv2", "ip1"])
    let replaced = String(decoding: Array(line.utf8)[found.range], as: UTF8.self)
    let files = found.wantsFiles ? ["FILES \(replaced)"] : []
    return found.candidates.map(\.text) + files
  }

  @Test(arguments: [
    ("pru|", ["prune"]), ("pru|x", ["prune"]), ("e|", ["encode", "eval", "echo", "expect"]),
    ("load |", ["data", "model"]), ("load m|", ["model"]), ("lo|", ["load data", "load model"]),
    ("quantize --b|", ["--bits"]), ("quantize --|", ["--bits", "--init"]),
    ("quantize --bits 5 -|", ["--init"]), ("quantize --init |", ["linear", "density", "random"]),
    ("quantize --init l|", ["linear"]), ("quantize --init=d|", ["density"]),
    ("train --shuffle=|", ["true", "false"]),
    ("train |", ["--epochs", "--lr", "--limit", "--nesterov", "--shuffle"]),
    ("train --epochs |", []), ("train --nesterov |", ["--epochs", "--lr", "--limit", "--shuffle"]),
    ("prune --keep |", ["conv1=", "conv2=", "ip1="]), ("prune --keep conv1=5%,i|", ["ip1="]),
    ("prune --keep conv1=|", []), ("quantize --bits=c|", ["conv1=", "conv2="]),
    ("encode out/a|", ["FILES out/a"]), ("eval |", ["FILES "]), ("load data |", []),
    ("encode a.dcz |", ["--coder"]), ("encode a.dcz --coder r|", ["rans"]),
    ("encode --coder rans o|", ["FILES o"]),
    ("eval; pru|", ["prune"]), ("eval\npru|", ["prune"]), ("x = (pru|", ["prune"]),
    ("x = (quantize --init r|", ["random"]), ("x = (eval) |", []), ("x = ro|", ["round("]),
    ("echo $k|", ["keep", "kept"]), ("echo $best.|", ["error", "ratio", "deep"]),
    ("expect $best.er|", ["error"]), ("echo $best.deep.|", ["one"]),
    ("echo \"${ke|", ["keep", "kept"]),
    ("echo \"$ke|", []), ("echo '$ke|", []), ("echo \"${best.ra|", ["ratio"]), ("$be|", ["best"]),
    ("echo $nobody.|", []), ("eval \"my fi|", ["FILES my fi"]), ("eval # pru|", []),
    ("nope --x|", []), ("quantize --init \"li|", ["linear"]), ("prune --kep |", ["--keep"]),
    ("load \\\n  mo|", ["model"]), ("x = \"ro|", []), ("train --epochs 3 --epochs |", []),
  ])
  func candidates(line: String, expected: [String]) {
    #expect(complete(line) == expected)
  }

  /// The candidates at the end of a line that holds blocks.
  private func completeBlock(_ line: String) -> [String] {
    Completer.complete(
      line: line, cursor: line.utf8.count, registry: ToyBlocks.registry,
      variables: ["count": 3], names: ["route": ["away"]]
    ).candidates.map(\.text)
  }

  @Test(arguments: [
    ("route a { ", ["go", "rest"]), ("route a {", ["go", "rest"]), ("route a {\n  g", ["go"]),
    ("route a { go 1; r", ["rest"]), ("route a {\n go 1\n", ["go", "rest"]),
    ("route a { go --", ["--fast"]), ("route a { rest ", ["--diary"]),
    ("route a { go 1 --fast ", []), ("route a { go $c", ["count"]), ("route a { go (ev", ["eval"]),
    ("route a { x = (", ["route", "walk", "eval", "echo", "encode", "expect"]),
    ("route a { x = ro", ["round("]), ("route a { x = (wa", ["walk"]), ("route a { x = {", []),
    ("x = (route a { re", ["rest"]), ("route a { go 1 }; wa", ["walk"]), ("route a { go 1 } ", []),
    ("route a ", ["{", "--laps"]), ("route a --laps 2 ", ["{"]), ("walk ", ["home", "away"]),
    ("nope a { ", []), ("walk a { g", []), ("route a { nope ", []), ("route a { go 1 \"", []),
    ("route a { x = \"ro", []), ("route a { # g", []),
  ])
  func candidatesInBlocks(line: String, expected: [String]) {
    #expect(completeBlock(line) == expected)
  }

  @Test func anEmptyLineOffersEveryCommand() {
    let found = Completer.complete(line: "", cursor: 0, registry: Toy.registry)
    #expect(found.candidates.map(\.text) == Toy.registry.cards.map(\.name))
    #expect(found.candidates.allSatisfy { !$0.description.isEmpty && $0.kind == .command })
    #expect(complete("x = (|") == found.candidates.map(\.text))
  }

  @Test func candidatesReplaceThePartThatIsTyped() {
    func range(_ line: String) -> Range<Int> {
      Completer.complete(
        line: line, cursor: line.utf8.count, registry: Toy.registry, variables: variables,
        layers: ["conv1"]
      ).range
    }
    #expect(range("load mo") == 5..<7 && range("quantize --init=li") == 16..<18)
    #expect(range("prune --keep a=1,con") == 17..<20 && range("echo $best.er") == 11..<13)
    #expect(range("é = (pru") == 6..<9 && range("eval \"my") == 6..<8)
  }

  @Test func cursorsOutsideAreClamped() {
    for cursor in [-3, 0, 2, 99] {
      _ = Completer.complete(line: "é", cursor: cursor, registry: Toy.registry)
    }
  }
}
