import Language
import Testing

@Suite struct SourceTextTests {
  @Test func columnsCountCharacters() {
    // e with an accent as two scalars, a wide character, an emoji of several scalars.
    let source = SourceText(name: "a", text: "e\u{301}x漢👩‍👩‍👧y")
    #expect(source.text.count == 5)
    var offset = 0
    for (column, character) in source.text.enumerated() {
      #expect(source.position(at: offset) == SourcePosition(line: 1, column: column + 1))
      offset += character.utf8.count
    }
    #expect(source.position(at: offset).column == 6)
  }

  @Test func linesEndInAnyWay() {
    let source = SourceText(name: "a", text: "one\ntwo\r\n\nfour")
    #expect(source.lineCount == 4)
    #expect((1...5).map(source.line) == ["one", "two", "", "four", ""])
    #expect(source.position(at: 0) == SourcePosition(line: 1, column: 1))
    #expect(source.position(at: 4) == SourcePosition(line: 2, column: 1))
    #expect(source.position(at: 9) == SourcePosition(line: 3, column: 1))
    #expect(source.position(at: 10) == SourcePosition(line: 4, column: 1))
  }

  @Test func offsetsOutsideAreClamped() {
    let source = SourceText(name: "a", text: "ab\nc")
    #expect(source.position(at: -5) == SourcePosition(line: 1, column: 1))
    #expect(source.position(at: 99) == SourcePosition(line: 2, column: 2))
    #expect(source.text(in: 1..<99) == "b\nc")
    #expect(source.span(2..<99).range == 2..<4)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0x62], 1), ([0xC3], 0), ([0x61, 0xE2, 0x82], 1), ([0x61, 0xC3, 0xA9], nil),
    ] as [([UInt8], Int?)])
  func malformedBytesAreFound(bytes: [UInt8], offset: Int?) {
    #expect(SourceText(name: "a", bytes: bytes).firstInvalidByte == offset)
  }

  @Test func equalityIsByNameAndText() {
    #expect(SourceText(name: "a", text: "x") == SourceText(name: "a", text: "x"))
    #expect(SourceText(name: "a", text: "x") != SourceText(name: "b", text: "x"))
    #expect(SourceText(name: "a", text: "x") != SourceText(name: "a", text: "y"))
  }
}
