import Networks
import Tensors
import Testing

@testable import Training

@Suite struct GradientTapeTests {
  /// Weights of just below and just the size from which on gradients are put off.
  private func graph() throws -> Graph {
    var graph = Graph(inputShape: .vector(128))
    try graph.add("small", Dense(inputs: 128, outputs: 127))
    try graph.add("large", Dense(inputs: 127, outputs: 130))
    try graph.add("larger", Dense(inputs: 130, outputs: 200))
    return graph
  }

  @Test func putsOffTheGradientsOfLargeWeights() throws {
    let tape = GradientTape(try graph(), batch: 3, frozen: [])
    #expect(tape.parameters == ["large.weight", "larger.weight"])
    #expect(tape.entry(for: 0) == nil && tape.entry(of: "small.weight") == nil)
    let entry = try #require(tape.entry(for: 1))
    #expect(entry === tape.entry(of: "large.weight"))
    #expect(entry.inputs == 127 && entry.outputs == 130)
    #expect(entry.x.count == 3 * 127 && entry.dy.count == 3 * 130)
  }

  @Test func frozenWeightsNeedNoGradient() throws {
    let tape = GradientTape(try graph(), batch: 3, frozen: ["large.weight"])
    #expect(tape.parameters == ["larger.weight"])
  }
}
