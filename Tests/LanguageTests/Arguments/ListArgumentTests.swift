import Language
import Testing

@Suite struct ListArgumentTests {
  @Test func textsAreCutAtCommas() throws {
    #expect(try [Int](argument: "1,2,3") == [1, 2, 3] && [Int](argument: [1, "2"]) == [1, 2])
    #expect(try [Int](argument: 7) == [7] && [Int](argument: "") == [])
    #expect(
      [1, 2].canonicalText == "1,2" && [ToyInit.linear, .random].canonicalText == "linear,random")
  }

  @Test func theWrongPartIsNamed() {
    let error = #expect(throws: ArgumentError.self) { try [Int](argument: "1,x2,3") }
    #expect(error == ArgumentError(expected: "a whole number", found: "x2", range: 2..<4))
    let empty = #expect(throws: ArgumentError.self) { try [Int](argument: "1,") }
    #expect(empty?.range == 2..<2)
  }
}
