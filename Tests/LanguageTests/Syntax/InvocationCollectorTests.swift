import Language
import Testing

@Suite struct InvocationCollectorTests {
  @Test(arguments: [
    ("train", ["train"]), ("x = (eval (load data a))", ["eval", "load data"]),
    ("expect (eval).error < (eval2) \"${(echo)}\"", ["eval", "eval2", "echo", "expect"]),
    (
      "[(a), {\"k\": (b)}, -(c), min((d)), (e) ** (f)][(g)].h", ["a", "b", "c", "d", "e", "f", "g"]
    ),
    ("a x { b (c); d = (e) }", ["a x", "c", "e"]),
    ("echo --lr=(a) x(", []), ("echo $x[(a)] '(b)'", ["echo", "a"]),
  ])
  func commandsAreFoundEverywhere(text: String, names: [String]) {
    let found = Parser.names(in: text).map { $0.joined(separator: " ") }
    #expect(found == names)
  }

  @Test func wordsOfBlocksAreNoCommands() {
    let found = Parser.namesInBlocks(in: "a x { b (c { d }); e { f }; g = 1 }; h")
    #expect(found.map { $0.joined(separator: " ") } == ["d", "b", "f", "e"])
  }
}
