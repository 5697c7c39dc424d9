import Networks
import Tensors
import Testing

@testable import Training

@Suite struct DenseOneDNNTests {
  private func linear(_ inputs: Int, _ outputs: Int) throws -> Graph {
    try LayerGraphs.alone(Dense(inputs: inputs, outputs: outputs), .vector(inputs))
  }

  /// Widths around those of vector registers, one row and several.
  @Test func agreesWithTheReferenceAroundTheWidthOfVectors() throws {
    for inputs in [1, 7, 8, 9, 16] {
      for outputs in [2, 8, 15, 17] {
        for rows in [1, 2, 8] {
          try ExecutorCheck(try linear(inputs, outputs), rows: rows)
            .expectAgreement("\(inputs) to \(outputs) on \(rows) rows")
        }
      }
    }
  }

  @Test func wideLayersAgreeWithTheReference() throws {
    try ExecutorCheck(try linear(1000, 130), rows: 5).expectAgreement("a wide layer")
    try ExecutorCheck(try linear(1000, 130), rows: 5, mode: .inference)
      .expectAgreement("a wide layer, inference")
  }

  /// What comes in oneDNN's own layout is brought into row-major order.
  @Test func readsWhatAConvolutionMade() throws {
    var graph = Graph(inputShape: try Shape([3, 4, 4]))
    try graph.add("conv", Convolution(inputs: 3, outputs: 20, kernel: 3))
    try graph.add("flat", Flatten())
    try graph.add("ip1", Dense(inputs: 80, outputs: 7))
    try graph.add("ip2", Dense(inputs: 80, outputs: 7), inputs: [.node(1)])
    try graph.add("sum", Add(), inputs: [.node(2), .node(3)])
    try ExecutorCheck.expectBothModes(graph, "two dense layers behind images")
  }

  /// A weight that is put off gets no gradient; its factors are kept, row by row.
  @Test func largeLayersLeaveTheirFactorsOnTheTape() throws {
    let graph = try linear(1024, 300)
    let tape = GradientTape(graph, batch: 5, frozen: [])
    #expect(tape.parameters == ["layer.weight"])
    let arena = ParameterArena(ParameterLayout(graph))
    var random = RandomSource(seed: 3)
    arena.load(try Model.random(graph, using: &random).parameters)
    let layout = ParameterLayout(graph, excluding: tape.parameters)
    let plan = try OneDNNExecutor.Plan(
      graph, weights: arena, mode: .training, gradientLayout: layout, tape: tape)
    let gradients = ParameterArena(layout)
    let executor = try OneDNNExecutor(plan, rows: 2)
    for index in executor.input.indices { executor.input[index] = Float(index % 13) }
    executor.loss.targets.update(repeating: 0)
    executor.loss.targets[1] = 1
    executor.loss.targets[302] = 1
    executor.aim(at: gradients.base, accumulates: false, firstRow: 3)
    try executor.forward()
    _ = try executor.loss.forward()
    try executor.loss.backward(scale: 1)
    try executor.backward()
    let entry = try #require(tape.entry(of: "layer.weight"))
    #expect((0..<3 * 1024).allSatisfy { entry.x.base[$0] == 0 })
    #expect((0..<2 * 1024).allSatisfy { entry.x.base[3 * 1024 + $0] == executor.input[$0] })
    // The bias' gradient is the sum of the rows'.
    let sums = (0..<300).map { entry.dy.base[900 + $0] + entry.dy.base[1200 + $0] }
    #expect(Array(gradients.values(layout.entries[0])) == sums)
  }
}
