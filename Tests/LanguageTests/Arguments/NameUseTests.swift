import Language
import Testing

@Suite struct NameUseTests {
  @Test func kindsAreThoseOfTheThings() {
    #expect(NameUse.defines(kind: "route", name: "a").kind == "route")
    #expect(NameUse.calls(kind: "route", name: "a", known: []).kind == "route")
  }

  @Test func whatIsUnknownComesWithWhatIsNearOrAll() {
    let near = NameUse.unknown(kind: "route", name: "hime", known: ["home", "away"])
    #expect(near.message == "there is no route and no file `hime`")
    #expect(near.help == "did you mean home?")
    let far = NameUse.unknown(kind: "route", name: "xyz", known: ["home", "away"])
    #expect(far.help == "routes: home, away")
  }

  @Test func mostArgumentsAreNoNames() {
    #expect(5.nameUse == nil && Int.nameKind == nil && InputFile("a").nameUse == nil)
  }
}
