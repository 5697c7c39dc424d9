import Foundation
import Language
import Testing

@Suite struct ExampleTests {
  @Test func onlyThePromisedFieldsAreCompared() {
    let example = Example("eval", shows: "the error", gives: ["error": 0.25])
    #expect(example.matches(["count": 4, "error": 0.25]))
    #expect(!example.matches(["error": 0.5]) && !example.matches([:]) && !example.matches(0.25))
    #expect(Example("eval", shows: "x").matches(["anything": 1]))
    #expect(Example("1 + 1", shows: "x", gives: 2).matches(2))
    #expect(!Example("1 + 1", shows: "x", gives: 2).matches(2.0))
  }

  @Test func promisesSurviveAsJSON() throws {
    for gives: Value? in [nil, .some(Value.none), ["a": [1, 0.5, "x"]]] {
      let example = Example("eval", shows: "x", gives: gives)
      let data = try JSONEncoder().encode(example)
      #expect(try JSONDecoder().decode(Example.self, from: data) == example)
    }
  }

  /// Examples are data with results: those of the toy commands run.
  @Test func examplesRun() throws {
    for card in Toy.registry.cards {
      for example in card.examples {
        var host = ToyHost()
        let outcome = try host.run(example.code)
        switch outcome {
        case .command(let value), .value(let value): #expect(example.matches(value), "\(card.name)")
        default: #expect(example.gives == nil)
        }
      }
    }
  }
}
