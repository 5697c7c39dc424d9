import Networks
import Tensors
import Testing
import Training

@Suite struct ReLUOneDNNTests {
  private func values(_ input: [Float]) throws -> [Float] {
    var graph = Graph(inputShape: .vector(input.count))
    try graph.add("relu", ReLU())
    let executor = try OneDNNExecutor(
      graph, rows: 1, weights: ParameterArena(ParameterLayout(graph)), gradients: nil)
    for (index, value) in input.enumerated() { executor.input[index] = value }
    try executor.forward()
    return Array(executor.output)
  }

  @Test func cutsOffAtZeroAtEveryWidth() throws {
    for count in [1, 2, 7, 8, 9, 31, 33] {
      let input = (0..<count).map { Float($0 % 5) - 2 }
      #expect(try values(input) == input.map { max($0, 0) })
    }
    #expect(try values([.infinity, -.infinity, -0.0]) == [.infinity, 0, 0])
  }

  @Test func theGradientAtZeroIsZero() throws {
    // All weights are 0, so every rectifier stands at its kink and passes nothing back.
    let graph = try TestGraphs.hidden(3, 4, 2)
    let layout = ParameterLayout(graph)
    let weights = ParameterArena(layout)
    let second = try #require(layout.entry(named: "ip2.weight"))
    for index in 0..<8 { weights.values(second)[index] = 1 + Float(index) }
    let gradients = ParameterArena(layout)
    let executor = try OneDNNExecutor(graph, rows: 1, weights: weights, gradients: gradients)
    for index in 0..<3 { executor.input[index] = 1 }
    try executor.forward()
    _ = try executor.lossSum()
    try executor.seedGradient(scale: 1)
    try executor.backward()
    let first = try #require(layout.entry(named: "ip1.bias"))
    #expect(gradients.values(first).allSatisfy { $0 == 0 })
  }
}
