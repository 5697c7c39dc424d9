import Language
import Terminal
import Testing

@Suite struct ShellOptionsTests {
  static let variables: [(text: String, name: String, value: Value)] = [
    ("keep=8%", "keep", 0.08), ("n=3", "n", 3), ("neg=-1", "neg", -1), ("on=True", "on", true),
    ("list=[1, 2]", "list", [1, 2]), ("net=lenet-300-100", "net", "lenet-300-100"),
    ("file=a=b c", "file", "a=b c"), ("_x=", "_x", ""), ("q='a b'", "q", "a b"),
    ("evil=(say x)", "evil", "(say x)"),
  ]

  @Test(arguments: variables)
  func readsAVariable(text: String, name: String, value: Value) throws {
    let variable = try ShellOptions.variable(text)
    #expect(variable.name == name)
    #expect(variable.value == value)
  }

  @Test(arguments: ["", "keep", "=3", "3x=1", "a b=1", "a-b=1", "ä=1"])
  func refusesWhatSetsNothing(text: String) {
    #expect(throws: Diagnostic.self) { try ShellOptions.variable(text) }
  }
}
