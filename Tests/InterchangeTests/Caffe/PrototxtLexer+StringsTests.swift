import Interchange
import Testing

@Suite struct PrototxtLexerStringsTests {
  private func string(_ text: String) throws -> [UInt8] {
    let message = try PrototxtMessage(parsing: Array("a: \(text)".utf8))
    guard case .string(let bytes)? = message["a"].first?.value else { return [] }
    return bytes
  }

  private func failure(_ text: String) -> String {
    do {
      _ = try string(text)
      return "none"
    } catch {
      return (error as? CaffeError)?.text ?? "\(error)"
    }
  }

  @Test func quotesAndPieces() throws {
    #expect(try string(#""it's""#) == Array("it's".utf8))
    #expect(try string(#"'say "a"'"#) == Array(#"say "a""#.utf8))
    #expect(try string("'a' \"b\" # c\n 'd'") == Array("abd".utf8))
    #expect(try string("'ä'") == Array("ä".utf8))
    #expect(try string("'' ") == [])
  }

  @Test(
    arguments: [
      (#"\a\b\f\n\r\t\v"#, [7, 8, 12, 10, 13, 9, 11]), (#"\\\'\"\?"#, [92, 39, 34, 63]),
      (#"\0\7\61\061\0611"#, [0, 7, 49, 49, 49, 49]), (#"\377"#, [255]),
      (#"\x4\x41g\xFf"#, [4, 65, 103, 255]),
      (#"\u00e4"#, [0xC3, 0xA4]), (#"\U0001F600"#, [0xF0, 0x9F, 0x98, 0x80]),
    ] as [(String, [UInt8])])
  func escapes(text: String, bytes: [UInt8]) throws {
    #expect(try string("\"\(text)\"") == bytes)
  }

  @Test(arguments: [
    ("'a", "1:4: a string has no end"),
    ("'a\n'", "1:4: a string ends with its line: its quote is missing"),
    (#"'\"#, "1:5: a string has no end"),
    (#"'ab\q'"#, "1:7: a backslash with a character that means nothing"),
    (#"'\xg'"#, #"1:5: `\x` needs a hexadecimal digit"#),
    (#"'\u00'"#, "1:5: a Unicode escape needs 4 hexadecimal digits"),
    (#"'\ud800'"#, "1:5: a Unicode escape that is no character"),
    (#"'\UFFFFFFFF'"#, "1:5: a Unicode escape that is no character"),
  ])
  func whatIsNoString(text: String, message: String) {
    #expect(failure(text) == message)
  }
}
