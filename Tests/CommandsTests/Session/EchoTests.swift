import Language
import Testing

@Suite struct EchoTests {
  @Test(arguments: [
    ("echo", ""), ("echo hello, world", "hello, world"), ("echo 'a  b' c", "a  b c"),
    ("x = 3; echo \"x is ${x}\" $x", "x is 3 3"), ("echo [1, 2] {\"a\": 1}", "[1, 2] {\"a\": 1}"),
    ("echo 8% 1e-3", "8% 1e-3"), ("echo -- --x", "--x"), ("echo \"a\\nb\"", "a\nb"),
  ])
  func wordsAreShownAsTheyAre(text: String, shown: String) throws {
    var rig = try Rig()
    let result = try rig.ok(text)
    #expect(result.value == ["text": .string(shown)])
    #expect(result.display.plainText() == shown)
  }
}
