import Foundation
import Networks
import Tensors
import Testing
import Training

/// Whole networks: the same bits at any number of threads after a few steps.
@Suite struct ZooTrainingTests {
  /// Networks whose steps take long, with the examples of a step.
  private static let slow: [String: Int] = [
    "alexnet": 3, "vgg-16": 2, "resnet-18": 3, "resnet-50": 2, "squeezenet-1.0": 3,
    "squeezenet-1.1": 3, "mobilenet-v1": 3, "mobilenet-v2": 3,
  ]

  private static let isLong = ProcessInfo.processInfo.environment["DCSH_LONG_TESTS"] == "1"

  private func bits(
    _ graph: Graph, count: Int, batch: Int, optimizer: String, threads: [Int]
  ) throws -> [TrainingBits] {
    let shape = graph.inputShape
    let classes = graph.outputShape.count
    let examples = TestExamples.images(count, shape: shape, classes: classes)
    return try threads.map { threads in
      let job = TrainingJob(
        model: Model(graph, seed: 1), training: examples, validation: examples,
        options: TrainingOptions(
          batch: batch, optimizer: optimizer, learningRate: 1e-4, weightDecay: 1e-3,
          threads: threads))
      return TrainingBits(try job.finish())
    }
  }

  @Test(arguments: [
    ("lenet-300-100", 150, 70), ("lenet-5", 100, 50), ("mnist-cnn", 24, 8), ("resnet-20", 12, 6),
  ]) func stepsHaveTheSameBits(name: String, count: Int, batch: Int) throws {
    let graph = try #require(Zoo.entry(named: name)).graph()
    let bits = try bits(graph, count: count, batch: batch, optimizer: "adamw", threads: [1, 2, 4])
    #expect(bits[1] == bits[0], "\(name), 2 threads")
    #expect(bits[2] == bits[0], "\(name), 4 threads")
    #expect(bits[0].model != Model(graph, seed: 1).bits)
  }

  @Test func everyNetworkIsInOneOfTheLists() {
    let quick = ["lenet-300-100", "lenet-5", "mnist-cnn", "resnet-20"]
    #expect(Set(Zoo.all.map(\.name)) == Set(quick + ZooTrainingTests.slow.keys))
  }

  /// One step of the large networks; DCSH_LONG_TESTS=1 asks for it.
  @Test(.enabled(if: isLong), arguments: slow.keys.sorted())
  func aStepOfALargeNetworkHasTheSameBits(name: String) throws {
    let graph = try #require(Zoo.entry(named: name)).graph()
    let rows = ZooTrainingTests.slow[name] ?? 2
    let bits = try bits(graph, count: rows, batch: rows, optimizer: "sgd", threads: [1, 2, 4])
    #expect(bits[1] == bits[0] && bits[2] == bits[0], "\(name)")
    #expect(bits[0].model != Model(graph, seed: 1).bits)
  }
}
