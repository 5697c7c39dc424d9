import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ReLUOneDNNTests {
  @Test func agreesWithTheReference() throws {
    try ExecutorCheck.expectImages(ReLU())
    try ExecutorCheck.expectVectors(ReLU())
    try ExecutorCheck(try LayerGraphs.twoReaders(ReLU(), channels: 20), rows: 3)
      .expectAgreement("two readers")
  }

  @Test func cutsOffAtZeroAtEveryWidth() throws {
    for count in [1, 2, 7, 8, 9, 31, 33] {
      let input = (0..<count).map { Float($0 % 5) - 2 }
      #expect(try ExecutorCheck.results(of: ReLU(), for: input) == input.map { max($0, 0) })
    }
    let results = try ExecutorCheck.results(of: ReLU(), for: [.infinity, -.infinity, -0.0])
    #expect(results == [.infinity, 0, 0])
  }

  @Test func theGradientAtZeroIsZero() throws {
    // All weights before it are 0, so every rectifier stands at its kink and passes nothing back.
    let graph = try LayerGraphs.vector(ReLU(), width: 4)
    let check = try ExecutorCheck(graph, rows: 2)
    for name in ["ip1.weight", "ip1.bias"] {
      let entry = try #require(check.plan.weights.layout.entry(named: name))
      check.plan.weights.values(entry).update(repeating: 0)
    }
    try check.run()
    let first = try #require(check.gradients.layout.entry(named: "ip1.bias"))
    #expect(check.gradients.values(first).allSatisfy { $0 == 0 })
  }

  @Test func theNetworksInputIsNotOverwritten() throws {
    let check = try ExecutorCheck(try LayerGraphs.alone(ReLU(), .vector(9)), rows: 2)
    try check.expectAgreement("a rectifier alone")
    #expect(Array(check.executor.input) == check.x.values)
  }
}
