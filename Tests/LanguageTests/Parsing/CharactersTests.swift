import Language
import Testing

@Suite struct CharactersTests {
  @Test func classesOfBytes() {
    let all = (UInt8.min...UInt8.max)
    #expect(all.filter(Characters.isDigit).count == 10)
    #expect(all.filter(Characters.isLetter).count == 52)
    #expect(all.filter(Characters.isHexDigit).count == 22)
    #expect(all.filter(Characters.isNameByte).count == 63)
    #expect(all.filter(Characters.isOptionByte).count == 64)
    #expect(all.filter(Characters.isSpace) == [9, 11, 12, 13, 32])
    let special = all.filter { $0 > 32 && $0 < 127 && !Characters.isBareWordByte($0) }
    #expect(String(decoding: special, as: UTF8.self) == "\"$&'();<>[\\]`{|}")
  }

  @Test(arguments: [
    ("abc def", 0, 3), ("a_1-b", 0, 3), ("1a", 0, 0), ("_x", 0, 2), ("größe=", 0, 7),
    ("漢字 x", 0, 6),
    ("“x”", 0, 0), ("", 0, 0), ("x", 1, 1), ("e\u{301}", 0, 3), ("\u{301}", 0, 0),
  ])
  func namesEnd(text: String, start: Int, end: Int) {
    #expect(Characters.nameEnd(Array(text.utf8), from: start) == end)
  }

  @Test func lengthsOfCharacters() {
    #expect(Characters.scalarLength(Array("aé漢😀".utf8), at: 0) == 1)
    #expect(Characters.scalarLength(Array("aé漢😀".utf8), at: 1) == 2)
    #expect(Characters.scalarLength(Array("aé漢😀".utf8), at: 3) == 3)
    #expect(Characters.scalarLength(Array("aé漢😀".utf8), at: 6) == 4)
    #expect(Characters.scalarLength(Array("aé漢😀".utf8), at: 10) == 0)
    #expect(Characters.pastedSpaceLength(Array("\u{A0}\u{FEFF}x".utf8), at: 0) == 2)
    #expect(Characters.pastedSpaceLength(Array("\u{A0}\u{FEFF}x".utf8), at: 2) == 3)
    #expect(Characters.pastedSpaceLength(Array("\u{A0}\u{FEFF}x".utf8), at: 5) == 0)
  }
}
