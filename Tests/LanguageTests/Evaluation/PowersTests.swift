import Testing

@testable import Language

@Suite struct PowersTests {
  @Test func powersAreThoseOfTheCLibrary() {
    #expect(raised(2, to: 0.5) == 2.0.squareRoot())
    #expect(raised(10, to: 3) == 1000 && raised(2, to: -2) == 0.25 && raised(-1, to: 0.5).isNaN)
  }
}
