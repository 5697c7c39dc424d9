import Display
import Language
import Session
import Testing

@Suite struct CommandTests {
  @Test func outputIsEmptyUnlessSomethingIsPutIn() {
    #expect(Output().record.isEmpty)
    #expect(Output().display == Display())
    let output = Output(["a": 1], display: Display(text: "one"))
    #expect(output.record == ["a": 1])
    #expect(output.display.plainText() == "one\n" || output.display.plainText() == "one")
  }

  @Test func commandSeesItsArgumentsAndTheSession() throws {
    var session = Session(catalog: .toys, settings: Settings(threads: 1, seed: 4))
    #expect(try session.last("answer 42").value == ["number": 42])
    var random = session.workspace.random
    let card = random.below(52)
    #expect(try session.last("draw card").value == ["card": .integer(card)])
    #expect(session.workspace.random == random)
  }
}
