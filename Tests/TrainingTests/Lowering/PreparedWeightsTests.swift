import Networks
import Tensors
import Testing

@testable import Training

@Suite struct PreparedWeightsTests {
  private let weights: ParameterArena
  private let pool = WorkerPool(threads: 2, prepare: OneDNN.prepareThread)
  private let parameter: LoweredParameter

  init() throws {
    let graph = try LayerGraphs.alone(Dense(inputs: 3, outputs: 2), .vector(3))
    weights = ParameterArena(ParameterLayout(graph))
    let entry = try #require(weights.layout.entry(named: "layer.weight"))
    for index in 0..<6 { weights.values(entry)[index] = Float(index) }
    parameter = LoweredParameter(
      entry: entry, values: weights.base + entry.offset, gradient: nil)
  }

  @Test func rowMajorWeightsAreUsedInPlace() throws {
    let prepared = try PreparedWeights(weights)
    let memory = try prepared.memory(parameter, extents: [2, 3], as: try .plain([2, 3]))
    #expect(memory.base == parameter.values)
    try prepared.refresh(pool)
  }

  @Test func otherLayoutsAreOneCopyForAllThatFollowsTheWeights() throws {
    let prepared = try PreparedWeights(weights)
    func copy() throws -> OneDNNMemory {
      try prepared.memory(
        parameter, extents: [2, 3], as: try .strided([2, 3], strides: [1, 2]))
    }
    let memory = try copy()
    #expect(try copy() === memory)
    try prepared.refresh(pool)
    #expect((0..<6).map { memory.base[$0] } == [0, 3, 1, 4, 2, 5])
    parameter.values[1] = 10
    try prepared.refresh(pool)
    #expect((0..<6).map { memory.base[$0] } == [0, 3, 10, 4, 2, 5])
  }
}
