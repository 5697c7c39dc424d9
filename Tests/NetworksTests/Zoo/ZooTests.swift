import Networks
import Tensors
import Testing

@Suite struct ZooTests {
  @Test func namesAreUniqueAndFound() {
    #expect(Set(Zoo.all.map(\.name)).count == Zoo.all.count)
    for entry in Zoo.all { #expect(Zoo.entry(named: entry.name)?.name == entry.name) }
    #expect(Zoo.entry(named: "lenet") == nil)
  }

  @Test func everyNetworkIsBuiltAndDescribed() throws {
    for entry in Zoo.all {
      let graph = try entry.graph()
      #expect(!graph.nodes.isEmpty)
      #expect(entry.summary.hasSuffix("."))
      #expect(entry.name == entry.name.lowercased() && !entry.name.contains(" "))
    }
  }
}
