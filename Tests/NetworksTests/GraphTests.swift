import Networks
import Tensors
import Testing

@Suite struct GraphTests {
  private func graph() throws -> Graph {
    var graph = Graph(inputShape: try Shape([2, 3]))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 6, outputs: 4))
    return graph
  }

  @Test func nodesFollowEachOtherUnlessToldOtherwise() throws {
    var graph = try graph()
    #expect(graph.nodes.map(\.inputs) == [[.input], [.node(0)]])
    try graph.add("ip2", Dense(inputs: 6, outputs: 2), inputs: [.node(0)])
    #expect(graph.nodes[2].inputs == [.node(0)])
    #expect(graph.outputShape == .vector(2))
    #expect(graph.shape(of: .input).dimensions == [2, 3])
    #expect(graph.shape(of: .node(1)) == .vector(4))
    #expect(graph.multiplyAdds == 24 + 12)
  }

  @Test func anEmptyGraphGivesItsInput() throws {
    let graph = Graph(inputShape: .vector(3))
    #expect(graph.outputShape == .vector(3))
    #expect(graph.multiplyAdds == 0)
  }

  @Test func parametersAreNamedAfterTheirNode() throws {
    #expect(try graph().nodes.flatMap { $0.parameters.map(\.name) } == ["ip1.weight", "ip1.bias"])
  }

  @Test func namesAreUnique() throws {
    var graph = try graph()
    #expect(throws: NetworkError("there are two layers of this name", at: "ip1")) {
      try graph.add("ip1", ReLU())
    }
    #expect(graph.nodes.count == 2)
    // A graph that a copy was made of goes its own way.
    var copy = graph
    try copy.add("relu", ReLU())
    try graph.add("relu", ReLU())
    #expect(graph.nodes.count == 3)
  }

  @Test func namesHaveFewCharacters() throws {
    var graph = Graph(inputShape: .vector(1))
    for name in ["", "a.b", "a b", "é", "a\n", "a\u{0}", String(repeating: "a", count: 256), "a:b"]
    {
      #expect(throws: NetworkError.self) { try graph.add(name, ReLU()) }
    }
    for name in ["a", "conv1_1", "fire2/squeeze-1x1", "A0", String(repeating: "b", count: 255)] {
      try graph.add(name, ReLU())
    }
    #expect(graph.nodes.count == 5)
  }

  @Test func inputsComeFromEarlierNodes() throws {
    for index in [-1, 2, 3, Int.max, Int.min] {
      var graph = try graph()
      let error = #expect(throws: NetworkError.self) {
        try graph.add("next", ReLU(), inputs: [.node(index)])
      }
      #expect(error?.place == "next")
      #expect(error?.message.contains("does not come before it") == true)
      #expect(graph.nodes.count == 2)
    }
  }

  @Test func shapesFit() throws {
    var graph = try graph()
    #expect(throws: NetworkError("takes 5 inputs, but gets 4", at: "ip2")) {
      try graph.add("ip2", Dense(inputs: 5, outputs: 2))
    }
    #expect(throws: NetworkError.self) { try graph.add("two", ReLU(), inputs: [.input, .node(0)]) }
    #expect(throws: NetworkError.self) { try graph.add("none", ReLU(), inputs: []) }
    #expect(graph.nodes.count == 2)
  }
}
