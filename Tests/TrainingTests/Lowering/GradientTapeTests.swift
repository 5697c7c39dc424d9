import Networks
import Tensors
import Testing

@testable import Training

@Suite struct GradientTapeTests {
  /// Weights of just below and just the size from which on gradients are put off.
  private func graph() throws -> Graph {
    var graph = Graph(inputShape: .vector(512))
    try graph.add("small", Dense(inputs: 512, outputs: 511))
    try graph.add("large", Dense(inputs: 511, outputs: 514))
    try graph.add("larger", Dense(inputs: 514, outputs: 600))
    return graph
  }

  @Test func putsOffTheGradientsOfLargeWeights() throws {
    let tape = GradientTape(try graph(), batch: 3, frozen: [])
    #expect(tape.parameters == ["large.weight", "larger.weight"])
    #expect(tape.entry(for: 0) == nil && tape.entry(of: "small.weight") == nil)
    let entry = try #require(tape.entry(for: 1))
    #expect(entry === tape.entry(of: "large.weight"))
    #expect(entry.inputs == 511 && entry.outputs == 514)
    #expect(entry.x.count == 3 * 511 && entry.dy.count == 3 * 514)
  }

  @Test func frozenWeightsNeedNoGradient() throws {
    let tape = GradientTape(try graph(), batch: 3, frozen: ["large.weight"])
    #expect(tape.parameters == ["larger.weight"])
  }
}
