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

  @Test(arguments: [
    ("none.dcz", "there is no file `none.dcz`"), ("out/none", "there is no file `out/none`"),
    ("./lenet-300-100", "there is no file `./lenet-300-100`"),
    ("lenet-300-10", "there is no network and no file `lenet-300-10`"),
    ("net-1.7", "there is no network and no file `net-1.7`"),
  ])
  func whatIsNoNetworkMustBeAFile(word: String, message: String) throws {
    #expect(try check("load model \(word)") == [message])
  }

  @Test func networksOfTheScriptNeedNoFile() throws {
    #expect(try check("network a { input 3; relu }; load model a") == [])
    #expect(try check("load model $it").count == 1)
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
    let names = Zoo.all.map(\.name).filter { $0.hasPrefix("le") }
    #expect(names.contains("lenet-300-100") && completion.candidates.map(\.text) == names)
    #expect(completion.wantsFiles)
  }
}
