import Networks
import Tensors
import Testing
import Training

@Suite struct TrainingErrorTests {
  @Test func errorsSayWhatDiffers() throws {
    let graph = try TestGraphs.hidden()
    let evaluator = try Evaluator(graph, threads: 1)
    let model = Model(graph, seed: 1)
    #expect(
      throws: TrainingError.invalid("the network takes examples of 12, but the data has 3×4")
    ) { try evaluator.evaluate(model, on: TestExamples.clouds(2, shape: try Shape([3, 4]))) }
    #expect(
      throws: TrainingError.invalid("the network tells 4 classes apart, but the data has 5")
    ) { try evaluator.evaluate(model, on: TestExamples.clouds(2, classes: 5)) }
  }

  @Test func errorsAreComparable() {
    #expect(TrainingError.cancelled != .invalid(""))
    #expect(TrainingError.invalid("a") == .invalid("a"))
    #expect(TrainingError.backend("a") != .backend("b"))
  }
}
