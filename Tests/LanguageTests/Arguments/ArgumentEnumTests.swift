import Language
import Testing

@Suite struct ArgumentEnumTests {
  @Test func wordsAreTheRawValues() throws {
    #expect(
      try ToyInit(argument: "density") == .density && ToyInit.density.canonicalText == "density")
    #expect(ToyInit.candidates == ["linear", "density", "random"])
    #expect(ToyInit.typeName == "one of linear, density, random")
    #expect(ToyInit.placeholder == "linear|density|random")
  }

  @Test func othersAreRefusedWithTheNearest() {
    let error = #expect(throws: ArgumentError.self) { try ToyInit(argument: "linaer") }
    #expect(error?.help == "did you mean linear?")
    let other = #expect(throws: ArgumentError.self) { try ToyInit(argument: 3) }
    #expect(other?.help == nil)
  }
}
