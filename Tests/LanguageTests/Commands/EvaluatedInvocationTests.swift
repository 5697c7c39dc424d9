import Language
import Testing

@Suite struct EvaluatedInvocationTests {
  @Test func valuesStandBesideTheirArguments() throws {
    guard case .command(let invocation)? = parse("a 'b' --c d --e=f --").statements.first?.kind
    else { return }
    let evaluated = EvaluatedInvocation(invocation) { word in
      word.constantText.map { Value.string($0 + "!") }
    }
    #expect(evaluated.values == ["a!", "b!", nil, "d!", "f!", nil])
  }

  @Test func constantsOfABlockAreKnown() {
    guard case .command(let syntax)? = parse("route a { go 1 $x; rest }").statements.first?.kind
    else { return }
    let evaluated = EvaluatedInvocation(constants: syntax)
    #expect(evaluated.values == ["route", "a"])
    #expect(evaluated.body.map(\.values) == [["go", "1", nil], ["rest"]])
  }

  @Test func wordsOfUnknownValueArePassedOver() {
    guard case .command(let invocation)? = parse("train --epochs $n --lr x").statements.first?.kind
    else { return }
    let evaluated = EvaluatedInvocation(invocation) { word in word.constantText.map(Value.string) }
    let binding = Train.signature.check(evaluated)
    #expect(binding.command.epochs == 10 && binding.diagnostics.count == 1)
  }
}
