import Interchange
import Testing

@Suite struct PrototxtLexerTests {
  private func message(_ text: String) throws -> PrototxtMessage {
    try PrototxtMessage(parsing: Array(text.utf8))
  }

  private func failure(_ bytes: [UInt8]) -> String {
    do throws(CaffeError) {
      _ = try PrototxtMessage(parsing: bytes)
      return "none"
    } catch {
      return error.text
    }
  }

  @Test func commentsAndSpaceAreSkipped() throws {
    let text = "# a: 0\r\n\u{B}a\t:# 1\n 1 # 2"
    #expect(try message(text)["a"].map(\.value) == [.number("1")])
    #expect(try message("\u{FEFF}a: 1")["a"].first?.place == TextPlace(line: 1, column: 4))
    #expect(try message("  # nothing").fields.isEmpty)
  }

  @Test func placesCountCharacters() throws {
    let fields = try message("a: 'äöü' b: 1\n\n  c: 2").fields
    #expect(fields.map { "\($0.place)" } == ["1:4", "1:13", "3:6"])
  }

  @Test(arguments: [
    ("1", "1"), ("-1", "-1"), ("- 1", "-1"), ("1e-4", "1e-4"), ("1E+4", "1E+4"), (".5", ".5"),
    ("0x1F", "0x1F"), ("1.5f", "1.5f"),
  ])
  func numbersStayAsTheyAreWritten(text: String, number: String) throws {
    #expect(try message("a: \(text)")["a"].map(\.value) == [.number(number)])
  }

  @Test(arguments: [
    ("a: 1x", "1:4: `1x` is no number"), ("a: 1.2.3", "1:4: `1.2.3` is no number"),
    ("a:\n  1e", "2:3: `1e` is no number"), ("a: $", "1:4: a character that means nothing here"),
    ("a: (", "1:4: a character that means nothing here"),
    ("ä: 1", "1:1: a character that means nothing here"),
  ])
  func charactersThatMakeNoToken(text: String, message: String) {
    #expect(failure(Array(text.utf8)) == message)
  }

  @Test func bytesThatAreNoTextAreRefused() {
    #expect(failure([0]) == "1:1: a character that means nothing here")
    #expect(failure([0x61, 0xFF]) == "1:2: a character that means nothing here")
  }
}
