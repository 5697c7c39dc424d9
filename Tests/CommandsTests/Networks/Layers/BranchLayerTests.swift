import DeepCompression
import Testing

@Suite struct BranchLayerTests {
  private let branches = "input 4x6x6; relu a; conv b 4 1 --from input; conv c 2 1 --from a; "

  @Test func inputsAreNamed() throws {
    let graph = try NetworkScripts.network(
      branches + "add b a input; multiply add1 a --name m; concat c m add1 --axis 0"
    ).graph
    #expect(graph.nodes.map(\.name) == ["a", "b", "c", "add1", "m", "concat1"])
    #expect(graph.nodes[1].inputs == [.input] && graph.nodes[2].inputs == [.node(0)])
    #expect(graph.nodes[3].inputs == [.node(1), .node(0), .input])
    #expect(graph.nodes[4].inputs == [.node(3), .node(0)])
    #expect(graph.nodes[5].inputs == [.node(2), .node(4), .node(3)])
    #expect(graph.outputShape.dimensions == [10, 6, 6])
  }

  @Test func axesCanBeChosen() throws {
    let network = try NetworkScripts.network("input 4x6x6; relu a; concat a input --axis 2")
    #expect(network.graph.outputShape.dimensions == [4, 6, 12])
    let slice: Slice = try NetworkScripts.last("input 4x6x6; split s 1 3 --axis 1")
    #expect(slice == (try Slice(axis: 1, start: 1, count: 3)))
    #expect(
      try NetworkScripts.network("input 4; split 0 3").graph.outputShape.dimensions == [3])
  }

  @Test(arguments: [
    ("add a", "`add` takes two inputs or more, not 1"), ("add", "add needs LAYER"),
    ("add a c", "add: cannot add 4×6×6 and 2×6×6"),
    ("multiply a b c", "`multiply` takes two inputs, not 3"),
    ("concat a", "`concat` takes two inputs or more, not 1"),
    ("concat a c --axis 1", "concat: cannot join 4×6×6 and 2×6×6"),
    ("concat a c --axis 8", "--axis takes a whole number from 0 to 7, not `8`"),
    ("add a d", "there is no layer d before this one"),
    ("add a x1; relu x1", "there is no layer x1 before this one"),
    ("relu --from add1; add a b", "there is no layer add1 before this one"),
    ("split 3 2", "split: "), ("split 9223372036854775807 1", "`split` cannot take"),
    ("split -1 1", "`split` cannot take"), ("split 0 0", "COUNT takes"),
  ])
  func whatIsRefused(layers: String, message: String) {
    let messages = NetworkScripts.messages(branches + layers)
    #expect(messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }
}
