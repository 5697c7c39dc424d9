import DeepCompression
import Testing

@Suite struct NetworkLayerTests {
  @Test func layersFollowEachOther() throws {
    let graph = try NetworkScripts.network("input 3; relu; tanh; relu r --from input; tanh").graph
    #expect(graph.nodes.map(\.inputs) == [[.input], [.node(0)], [.input], [.node(2)]])
  }

  @Test func everyLayerOfOneInputTakesANameAndASource() {
    for word in NetworkVocabularyTests.cards where word.name != "input" {
      let isCombining = ["add", "multiply", "concat"].contains(word.name)
      #expect((word.positionals.first?.kind == .label) != isCombining, "\(word.name)")
      #expect((word.option(named: "from") != nil) != isCombining, "\(word.name)")
      #expect((word.option(named: "name") != nil) == isCombining, "\(word.name)")
    }
  }
}
