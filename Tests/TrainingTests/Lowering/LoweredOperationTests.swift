import Networks
import Tensors
import Testing

@testable import Training

@Suite struct LoweredOperationTests {
  @Test func everyOperationHasAFastForm() {
    #expect(
      LoweringCoverage.missing.isEmpty, "each needs its file in Sources/Training/Lowering")
  }

  @Test func anOperationWithoutAFastFormIsNamed() throws {
    var graph = Graph(inputShape: .vector(2))
    try graph.add("odd", Odd())
    let plan = try OneDNNExecutor.Plan(graph, weights: ParameterArena(ParameterLayout(graph)))
    #expect(throws: TrainingError.invalid("odd: the operation has no fast form")) {
      try OneDNNExecutor(plan, rows: 1)
    }
  }

  private struct Odd: Networks.Operation {
    static let kind = "test-odd"
    static let code: UInt8 = 254
    init() {}
    init(attributes: [Int]) throws(NetworkError) {}
    var attributes: [Int] { [] }
    func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape { inputs[0] }
    func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
      inputs[0]
    }
    func referenceGradients(
      _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
    ) throws(NetworkError) -> Gradients { Gradients(inputs: [gradient]) }
  }
}
