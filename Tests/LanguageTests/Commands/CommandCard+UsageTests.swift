import Language
import Testing

@Suite struct CommandCardUsageTests {
  @Test(arguments: [
    ("train", "train [--epochs N] [--lr X] [--limit TIME] [--nesterov] [--shuffle=false]"),
    ("load data", "load data SOURCE"), ("eval", "eval [FILE] [--classes N,…]"),
    ("quantize", "quantize [--bits N|LAYER=N,…] [--init linear|density|random]"),
    ("echo", "echo [WORD]…"), ("seed", "seed FIRST [SECOND] [--note TEXT]"),
  ])
  func usage(name: String, line: String) {
    #expect(Toy.registry[name]?.card.usage == line)
  }

  @Test func detailsAreTypeAndDefault() {
    let card = Train.signature.card
    #expect(
      card.options.map(\.details) == [
        "a whole number from 1 to 1000; default 10", "a number from 0 to 10; default 0.01",
        "a duration such as 90s, 5m or 2h", "", "default true",
      ])
    #expect(Echo.signature.card.positionals.map(\.details) == ["each a text"])
    // An empty default says nothing.
    #expect(Eval.signature.card.options.first?.details.contains("default") == false)
  }
}
