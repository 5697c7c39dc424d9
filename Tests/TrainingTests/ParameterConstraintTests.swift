import Networks
import Tensors
import Testing
import Training

@Suite struct ParameterConstraintTests {
  private struct SetTo: ParameterConstraint {
    let value: Float
    var isElementwise: Bool { true }
    func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      weights.update(repeating: value)
    }
    func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      gradient.update(repeating: value)
    }
  }

  private struct Twice: ParameterConstraint {
    let isElementwise: Bool
    func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      for index in weights.indices { weights[index] *= 2 }
    }
    func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      project(gradient, from: offset)
    }
  }

  private func train(_ constraints: [any ParameterConstraint], rate: Double) throws -> [Float] {
    let job = TrainingJob(
      model: Model(try TestGraphs.linear(12, 4), seed: 1), training: TestExamples.clouds(8),
      validation: TestExamples.clouds(8), constraints: ["ip.weight": constraints],
      options: TrainingOptions(settings: OptimizerSettings(momentum: 0), learningRate: rate))
    return try job.finish().model.parameter("ip.weight").values
  }

  @Test func constraintsApplyInTheirOrder() throws {
    for isElementwise in [true, false] {
      let twice = Twice(isElementwise: isElementwise)
      #expect(try train([SetTo(value: 3), twice], rate: 0).allSatisfy { $0 == 6 })
      #expect(try train([twice, SetTo(value: 3)], rate: 0).allSatisfy { $0 == 3 })
    }
  }

  /// Offsets are multiples of 64 and the runs tile the parameter.
  @Test func runsTileTheParameter() throws {
    let graph = try TestGraphs.linear(5000, 7)
    let shape = Shape.vector(5000)
    let job = TrainingJob(
      model: Model(graph, seed: 1), training: TestExamples.clouds(4, shape: shape, classes: 7),
      validation: TestExamples.clouds(4, shape: shape, classes: 7),
      constraints: ["ip.weight": [Positions()]], options: TrainingOptions(threads: 2))
    let values = try job.finish().model.parameter("ip.weight").values
    #expect(values.enumerated().allSatisfy { $1 == Float($0) })
  }

  /// Also where gradients are put off, and rows of a weight are no multiples of 64.
  @Test(arguments: [511, 512, 1001]) func runsOfLargeLayersTileTheParameter(inputs: Int) throws {
    let shape = Shape.vector(inputs)
    for threads in [1, 2] {
      let job = TrainingJob(
        model: Model(try TestGraphs.hidden(inputs, 530, 4), seed: 1),
        training: TestExamples.clouds(4, shape: shape),
        validation: TestExamples.clouds(4, shape: shape),
        constraints: ["ip1.weight": [Positions()]], options: TrainingOptions(threads: threads))
      let values = try job.finish().model.parameter("ip1.weight").values
      #expect(values.enumerated().allSatisfy { $1 == Float($0) })
    }
  }

  private struct Positions: ParameterConstraint {
    var isElementwise: Bool { true }
    func project(_ weights: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      #expect(offset % 64 == 0)
      for index in weights.indices { weights[index] = Float(offset + index) }
    }
    func pullBack(_ gradient: UnsafeMutableBufferPointer<Float>, from offset: Int) {
      #expect(offset % 64 == 0)
    }
  }
}
