import DeepCompression
import Testing

@Suite struct GraphTextTests {
  private static let small = """
    input 1 2 3
    flatten: flatten
    ip1: dense 6 4
    relu1: relu
    ip2: dense 4 3
    """

  /// Inputs other than the layer before, and a layer with the name that is most confusing.
  private static let branched = """
    input 4
    input: relu
    a: dense 4 4 < .
    b: relu < input
    c: dense 4 2
    """

  @Test func smallNetworkAsText() throws {
    #expect(GraphText.lines(try SmallModel.graph()) == GraphTextTests.small)
  }

  @Test(arguments: [small, branched])
  func textGivesGraphGivesText(text: String) throws {
    #expect(GraphText.lines(try GraphText.graph(text)) == text)
  }

  @Test(arguments: Zoo.all.map(\.name))
  func everyNetworkOfTheZooSurvives(name: String) throws {
    let graph = try #require(Zoo.entry(named: name)).graph()
    let again = try GraphText.graph(GraphText.lines(graph))
    #expect(again.inputShape == graph.inputShape)
    #expect(again.nodes.map(\.name) == graph.nodes.map(\.name))
    #expect(again.nodes.map(\.inputs) == graph.nodes.map(\.inputs))
    #expect(again.nodes.map(\.outputShape) == graph.nodes.map(\.outputShape))
    for (a, b) in zip(again.nodes, graph.nodes) {
      #expect(type(of: a.operation).kind == type(of: b.operation).kind)
      #expect(a.operation.attributes == b.operation.attributes)
    }
  }

  @Test func inputsOfABranchAreTheOnesNamed() throws {
    let graph = try GraphText.graph(GraphTextTests.branched)
    #expect(graph.nodes.map(\.inputs) == [[.input], [.input], [.node(0)], [.node(2)]])
  }

  @Test(arguments: [
    ("", "lacks its input"),
    ("flatten: flatten", "lacks its input"),
    ("input: relu", "lacks its input"),
    ("input x", "`x` in the description of the network is not a whole number"),
    ("input -4", "`-4`"),
    ("input 99999999999999999999", "`99999999999999999999`"),
    ("input 0", "a dimension of 0"),
    ("input 1 1 1 1 1 1 1 1 1", "at most 8 dimensions"),
    ("input 4294967296 4294967296", "too many elements"),
    ("input 4\nrelu", "no layer: `relu`"),
    ("input 4\n: relu", "no layer: `: relu`"),
    ("input 4\na:", "no layer: `a:`"),
    ("input 4\na: <", "a: has an operation unknown"),
    ("input 4\na: < relu", "a: has an operation unknown"),
    ("input 4\na: arctan", "a: has an operation unknown"),
    ("input 4\na b: relu", "a layer cannot be called `a b`"),
    ("input 4\na.b: relu", "a layer cannot be called `a.b`"),
    ("input 4\na: relu\na: relu", "a: there are two layers of this name"),
    ("input 4\na: relu < b", "a: takes its input from `b`, which is no earlier layer"),
    ("input 4\na: relu < a", "a: takes its input from `a`, which is no earlier layer"),
    ("input 4\na: relu <", "takes one input, not 0"),
    ("input 4\na: relu < . .", "takes one input, not 2"),
    ("input 4\na: relu 1", "relu"),
    ("input 4\na: dense", "2 to 3 attributes, not 0"),
    ("input 4\na: dense 4 4 4", "`bias` of `dense` cannot be 4"),
    ("input 4\na: dense 5 4", "takes 5 inputs, but gets 4"),
    ("input 4\na: dense 4 0", "a dimension of 0"),
    ("input 4\na: dense 4 9223372036854775807", "too many elements"),
  ])
  func wrongTextsAreRefused(text: String, cause: String) throws {
    let error = try #require(throws: NetworkError.self) { try GraphText.graph(text) }
    #expect(error.text.contains(cause), "\(error.text)")
  }

  /// Whatever one byte is changed to, there is an error or a graph that can be written again.
  @Test func noChangedByteTraps() throws {
    let bytes = Array(GraphTextTests.branched.utf8)
    var understood = 0
    for index in bytes.indices {
      for byte in Array("0 9.<:\n-ax\u{0}\u{7F}".utf8) {
        var changed = bytes
        changed[index] = byte
        let text = String(decoding: changed, as: UTF8.self)
        guard let graph = try? GraphText.graph(text) else { continue }
        understood += 1
        let lines = GraphText.lines(graph)
        #expect(GraphText.lines(try GraphText.graph(lines)) == lines)
      }
    }
    #expect(understood > 0)
  }

  /// Each layer names another: looking them up one by one would take minutes.
  @Test func manyLayersAreNoTrouble() throws {
    let count = 30_000
    let lines = (1...count).map { "n\($0): relu < \($0 % 2 == 0 ? "n\($0 - 1)" : ".")" }
    let graph = try GraphText.graph("input 4\n" + lines.joined(separator: "\n"))
    #expect(graph.nodes.count == count)
    #expect(graph.nodes.last?.inputs == [.node(count - 2)])
  }
}
