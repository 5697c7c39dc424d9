import Commands
import Testing

@Suite struct LayerNameTests {
  @Test(arguments: ["c1", "fire2/squeeze-1x1", "_", "A"])
  func names(name: String) throws {
    let network = try NetworkScripts.network("input 3; relu \(name)")
    #expect(network.graph.nodes.map(\.name) == [name])
  }

  @Test(arguments: ["c.1", "c*", "c,d", "'c d'", "ü", String(repeating: "x", count: 256)])
  func whatIsNoName(name: String) {
    let messages = NetworkScripts.messages("input 3; relu \(name)")
    #expect(
      messages.first?.hasPrefix("NAME takes a name of letters, digits, _, - and /, not") == true)
  }

  /// `relu61` could be the 61st `relu`.
  @Test func numbersDoNotRunIntoTheWord() throws {
    let network = try NetworkScripts.network("input 3; relu6; relu; relu6")
    #expect(network.graph.nodes.map(\.name) == ["relu6-1", "relu1", "relu6-2"])
    let words = try #require(Catalog.catalog.registry["network"]?.card.block?.words)
    let help = words.first { $0.name == "relu6" }?.parameters.first?.help
    #expect(help == "its name; relu6-1, relu6-2 and so on if it has none")
  }

  @Test func theInputKeepsItsName() {
    #expect(
      NetworkScripts.messages("input 3; relu input") == ["input stands for the network's input"])
  }
}
