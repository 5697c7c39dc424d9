import Language
import Testing

@Suite struct CompletenessTests {
  @Test(arguments: [
    "", "eval", "x = 1", "echo 'a\nb'", "eval; ", "# (", "echo \\(", "a { b }", "a { b\n}",
    "load a \\\n", "x = [\n1]",
  ])
  func complete(text: String) {
    #expect(Parser.completeness(of: text) == .complete)
  }

  @Test(arguments: [
    ("for k in [2, 4] {", 2), ("load a \\", 0), ("echo \"x", 0), ("echo 'x", 0), ("x = (", 2),
    ("x = [1,\n2,", 2), ("x = {\"a\": [", 4), ("f(1", 2), ("(eval", 2), ("a {", 2),
    ("a {\n b\n", 2), ("a { b {\n c", 4), ("a { b \"", 0), ("a { b (", 4), ("x = \\", 0),
    ("eval\nx = (1 +", 2), ("\"${x", 4), ("$x[", 2),
  ])
  func incomplete(text: String, indent: Int) {
    #expect(Parser.completeness(of: text) == .incomplete(indent: indent))
  }

  @Test(arguments: [
    "}", "x = ", "1 +", "x = [1 2", "echo )", "} (", "echo > (", "x = (1 ]", "a { b ) ", "a { } }",
  ])
  func invalid(text: String) {
    #expect(Parser.completeness(of: text) == .invalid)
  }
}
