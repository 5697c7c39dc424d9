import Language
import Testing

@Suite struct ValueSizeTests {
  @Test func doublingsEndInAnError() {
    let list = (0..<40).map { _ in "x = $x + $x" }.joined(separator: "\n")
    #expect(failure("x = [1]\n" + list) == "the value has more than a million elements")
    let text = (0..<40).map { _ in "x = \"${x}${x}\"" }.joined(separator: "\n")
    #expect(failure("x = \"ab\"\n" + text) == "the text is longer than 16 MiB")
    let record = (0..<40).map { _ in "x = {\"a\": $x, \"b\": $x}" }.joined(separator: "\n")
    #expect(failure("x = 1\n" + record) == "the value has more than a million elements")
  }

  @Test func nestingEndsInAnError() {
    let steps = (0..<300).map { _ in "x = [$x]" }.joined(separator: "\n")
    #expect(failure("x = 1\n" + steps) == "lists and records are nested more than 200 deep")
  }

  @Test func whatIsSmallIsFine() throws {
    #expect(try evaluate("len([1] + range(1000))") == 1001)
  }
}
