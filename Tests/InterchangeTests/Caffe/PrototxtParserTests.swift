import Interchange
import Testing

@Suite struct PrototxtParserTests {
  private func message(_ text: String) throws -> PrototxtMessage {
    try PrototxtMessage(parsing: Array(text.utf8))
  }

  /// The message without its places.
  private func words(_ message: PrototxtMessage) -> String {
    message.fields.map { field in
      switch field.value {
      case .number(let text), .word(let text): "\(field.name)=\(text)"
      case .string(let bytes): "\(field.name)='\(String(decoding: bytes, as: UTF8.self))'"
      case .message(let inner): "\(field.name){\(words(inner))}"
      }
    }.joined(separator: " ")
  }

  private func failure(_ text: String) -> String {
    do {
      _ = try message(text)
      return "none"
    } catch {
      return (error as? CaffeError)?.text ?? "\(error)"
    }
  }

  @Test(arguments: [
    ("", ""), ("a: 1", "a=1"), ("a: 1, b: 2; c: 3", "a=1 b=2 c=3"), ("a: X b: true", "a=X b=true"),
    ("a { b: 1 }", "a{b=1}"), ("a: { b: 1 }", "a{b=1}"), ("a < b: 1 >", "a{b=1}"),
    ("a: < >", "a{}"), ("a {}", "a{}"), ("a: [1, 2]", "a=1 a=2"), ("a: []", ""),
    ("a [{b: 1}, {}]", "a{b=1} a{}"), ("a: [ 'x' 'y', 'z' ]", "a='xy' a='z'"),
    ("a: -inf b: -nan", "a=-inf b=-nan"), ("[x.y_z]: 1", "[x.y_z]=1"),
    ("[type.example.com/x-y.Z] { a: 1 }", "[type.example.com/x-y.Z]{a=1}"),
    ("a { b { c { } } } d: 1", "a{b{c{}}} d=1"), ("a{b:1}c:2", "a{b=1} c=2"),
  ])
  func everyFormOfAField(text: String, words: String) throws {
    #expect(self.words(try message(text)) == words)
  }

  @Test(arguments: [
    ("a", "1:2: `:` or `{` is expected here, not the end"),
    ("a 1", "1:3: `:` or `{` is expected here, not `1`"),
    ("a:", "1:3: a value is expected here, not the end"),
    ("a: }", "1:4: a value is expected here, not `}`"),
    ("a: -'x'", "1:5: a value is expected here, not a string"),
    ("a: -x", "1:4: a minus stands before a number"),
    ("\n a {\n b: 1", "2:4: a message has no end"),
    ("a { b: 1 >", "1:10: the name of a field is expected here, not `>`"),
    ("}", "1:1: the name of a field is expected here, not `}`"),
    ("a: 1 ,, b: 2", "1:7: the name of a field is expected here, not `,`"),
    ("a: [1 2]", "1:7: `,` or `]` is expected here, not `2`"),
    ("a: [1,]", "1:7: a value is expected here, not `]`"),
    ("a: [[1]]", "1:5: a value is expected here, not `[`"),
    ("[]: 1", "1:2: the name of an extension is expected here, not `]`"),
    ("[a: 1", "1:3: the name of an extension is expected here, not `:`"),
    ("1: 2", "1:1: the name of a field is expected here, not `1`"),
  ])
  func errorsHaveTheirPlace(text: String, message: String) {
    #expect(failure(text) == message)
  }

  @Test func nestingIsBounded() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "a{", count: depth) + String(repeating: "}", count: depth)
    }
    _ = try message(nested(PrototxtMessage.deepestNesting))
    let error = failure(nested(PrototxtMessage.deepestNesting + 1))
    #expect(error == "1:202: messages are nested deeper than 100")
    #expect(failure(String(repeating: "a{", count: 1_000_000)).contains("nested deeper"))
    #expect(failure(String(repeating: "a:[{", count: 100_000)).contains("nested deeper"))
  }

  @Test func everyTruncationIsReadOrHasAPlace() throws {
    let text = Array(
      "name: 'n' # c\nlayer { type: \"Co\\x6Ev\" p < k: [1, -2.5e3], f: true > [e.x]: 0x1 }".utf8)
    #expect(try PrototxtMessage(parsing: text)["layer"].count == 1)
    for count in text.indices {
      do throws(CaffeError) {
        _ = try PrototxtMessage(parsing: Array(text[..<count]))
      } catch {
        #expect(error.place != nil, "\(count)")
      }
    }
  }
}
