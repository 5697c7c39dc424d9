import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct ModelReferenceTests {
  private func check(_ text: String) throws -> [String] {
    let script = Parser.parse(SourceText(name: "test", text: text))
    return try Rig().session.check(script).map(\.message)
  }

  @Test func networksOfTheZooNeedNoFile() throws {
    for network in Zoo.all { #expect(try check("load model \(network.name)").isEmpty) }
  }

  /// A word that is no path is a mistyped name, which the command itself reports.
  @Test(arguments: [
    ("resnet", true), ("none.dcz", false), ("out/none", false), ("./lenet-300-100", false),
  ])
  func whatLooksLikeAPathMustBeThere(word: String, isFine: Bool) throws {
    #expect(try check("load model \(word)").isEmpty == isFine)
  }

  @Test func fileThatTheScriptWritesFirstNeedsNotBeThere() throws {
    let text = "load model lenet-300-100; encode none.dcz; load model none.dcz"
    #expect(try check(text).isEmpty)
  }

  @Test(arguments: ["load model ''", "load model [1]"])
  func otherWordsAreRefused(text: String) throws {
    #expect(
      try check(text).first?.hasPrefix("MODEL takes the name of a network, or the path") == true)
  }

  @Test func completionProposesTheZoo() throws {
    let line = "load model le"
    let completion = Completer.complete(
      line: line, cursor: line.utf8.count, registry: try Rig().session.catalog.registry)
    #expect(completion.candidates.map(\.text) == ["lenet-300-100"])
    #expect(completion.wantsFiles)
  }
}
