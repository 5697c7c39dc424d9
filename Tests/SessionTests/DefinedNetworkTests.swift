import DeepCompression
import Session
import Testing

@Suite struct DefinedNetworkTests {
  private func network(_ name: String, _ text: String = "x") throws -> DefinedNetwork {
    DefinedNetwork(name: name, graph: try TinyModel.graph(), text: text)
  }

  @Test func networksAreFoundByName() throws {
    var workspace = Workspace(seed: 1)
    #expect(workspace.network(named: "a") == nil)
    workspace.define(try network("a"))
    workspace.define(try network("b"))
    workspace.define(try network("a", "y"))
    #expect(workspace.networks.map(\.name) == ["a", "b"])
    #expect(workspace.network(named: "a")?.text == "y")
    #expect(workspace.network(named: "a")?.graph.nodes.count == 4)
  }

  @Test func namesAreKnownByKind() throws {
    var session = Session(catalog: .toys)
    #expect(session.definedNames == ["network": []])
    session.workspace.define(try network("a"))
    #expect(session.definedNames == [DefinedNetwork.kind: ["a"]])
  }
}
