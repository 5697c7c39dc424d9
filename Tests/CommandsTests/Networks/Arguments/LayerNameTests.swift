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

  @Test func theInputKeepsItsName() {
    #expect(
      NetworkScripts.messages("input 3; relu input") == ["input stands for the network's input"])
  }
}
