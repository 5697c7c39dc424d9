import Networks
import Tensors
import Testing

@testable import Training

@Suite struct LoweringSiteTests {
  @Test func gradientsReplaceOrAdd() throws {
    let memory = ActivationMemory(count: 8)
    let target = GradientTarget(memory.base)
    let gradient = ParameterGradient(target: target, offset: 2, count: 3)
    gradient.take([1, 2, 3])
    target.accumulates = true
    gradient.part(at: 1, count: 2).take([10, 20])
    #expect((0..<8).map { memory.base[$0] } == [0, 0, 1, 12, 23, 0, 0, 0])
  }

  @Test func gradientsFollowTheTarget() {
    let (first, second) = (ActivationMemory(count: 4), ActivationMemory(count: 4))
    let target = GradientTarget(first.base)
    let gradient = ParameterGradient(target: target, offset: 1, count: 1)
    #expect(!target.isPlaced && gradient.base == first.base + 1)
    target.base = second.base
    #expect(target.isPlaced && gradient.base == second.base + 1)
  }

  @Test func inputsAreReorderedOnlyWhereTheyMust() throws {
    var graph = Graph(inputShape: try Shape([3, 4, 4]))
    try graph.add("conv", Convolution(inputs: 3, outputs: 16, kernel: 1))
    try graph.add("prelu", PReLU(channels: 16))
    try graph.add("prelu2", PReLU(channels: 16))
    let builder = try ExecutorCheck(graph, rows: 1).executor.builder
    #expect(builder.outputs[1].isPlain && builder.outputs[2].isPlain)
    // Slopes for each channel want row-major order: one copy for both layers.
    #expect(builder.steps.count { $0.node == 1 } == (builder.outputs[0].isPlain ? 1 : 2))
    #expect(builder.steps.count { $0.node == 2 } == 1)
  }
}
