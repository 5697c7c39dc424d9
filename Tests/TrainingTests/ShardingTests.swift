import Networks
import Tensors
import Testing
import Training

@Suite struct ShardingTests {
  @Test func everyRowIsInExactlyOneShard() {
    #expect(Sharding.ranges(of: 0).isEmpty)
    #expect(Sharding.ranges(of: -3).isEmpty)
    var previous = 0
    for count in 1...600 {
      let ranges = Sharding.ranges(of: count)
      #expect(ranges.flatMap { Array($0) } == Array(0..<count))
      let sizes = ranges.map(\.count)
      #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
      #expect((sizes.min() ?? 0) > 0)
      #expect((1...8).contains(ranges.count))
      // A trainer makes room for the shards of a full minibatch: a smaller one has no more.
      #expect(ranges.count >= previous)
      previous = ranges.count
    }
  }

  @Test func minibatchesThatFitNowhereAreRefused() throws {
    let graph = try #require(Zoo.entry(named: "resnet-50")).graph()
    try MicroBatch.requireRoom(graph, batch: 64, threads: 2)
    #expect(throws: TrainingError.self) {
      try MicroBatch.requireRoom(graph, batch: 50_000, threads: 2)
    }
    // Without normalisation a shard is worked off in pieces.
    let plain = try #require(Zoo.entry(named: "vgg-16")).graph()
    try MicroBatch.requireRoom(plain, batch: 50_000, threads: 64)
  }

  /// Recorded sessions replay only as long as these stay.
  @Test func theCutIsFixed() {
    #expect(Sharding.ranges(of: 1) == [0..<1])
    #expect(Sharding.ranges(of: 2) == [0..<2])
    #expect(Sharding.ranges(of: 3) == [0..<3])
    #expect(Sharding.ranges(of: 4) == [0..<2, 2..<4])
    #expect(Sharding.ranges(of: 64) == [0..<32, 32..<64])
    #expect(Sharding.ranges(of: 65) == [0..<21, 21..<43, 43..<65])
    #expect(Sharding.ranges(of: 600).map(\.count) == [75, 75, 75, 75, 75, 75, 75, 75])
  }

  // MARK: Micro-batches

  private func graph(_ name: String) throws -> Graph {
    try #require(Zoo.entry(named: name)).graph()
  }

  private func floats(_ graph: Graph) -> Int {
    graph.nodes.reduce(graph.inputShape.count) { $0 + $1.outputShape.count }
  }

  private func heaviest(_ graph: Graph) -> Int {
    graph.nodes.map { node in
      node.operation.multiplyAdds(for: node.inputs.map { graph.shape(of: $0) })
    }.max() ?? 0
  }

  @Test func smallNetworksAreNotCut() throws {
    for name in ["lenet-300-100", "lenet-5", "mnist-cnn"] {
      let graph = try graph(name)
      #expect(MicroBatch.trainingRows(graph) >= 75, "\(name)")
      #expect(MicroBatch.evaluationRows(graph) >= 64, "\(name)")
    }
  }

  @Test func largeNetworksAreCut() throws {
    let vgg = try graph("vgg-16")
    #expect((1...4).contains(MicroBatch.trainingRows(vgg)))
    #expect((1...4).contains(MicroBatch.evaluationRows(vgg)))
    #expect((2...32).contains(MicroBatch.trainingRows(try graph("alexnet"))))
  }

  /// 128 MB of activations, as much of gradients, and a tenth of a second.
  @Test func everyNetworkStaysWithinItsBounds() throws {
    for entry in Zoo.all {
      let graph = try entry.graph()
      let rows = MicroBatch.trainingRows(graph)
      #expect(rows >= 1)
      if graph.hasStatistics {
        #expect(rows == .max, "\(entry.name)")
      } else if rows > 1 {
        #expect(rows * floats(graph) <= 1 << 25, "\(entry.name)")
        #expect(rows * heaviest(graph) <= 4_000_000_000, "\(entry.name)")
      }
      let evaluated = MicroBatch.evaluationRows(graph)
      #expect((1...250).contains(evaluated))
      if evaluated > 1 {
        for node in graph.nodes {
          let alive = node.inputs.reduce(node.outputShape.count) { $0 + graph.shape(of: $1).count }
          #expect(evaluated * alive <= 1 << 22, "\(entry.name): \(node.name)")
        }
        #expect(evaluated * heaviest(graph) <= 4_000_000_000, "\(entry.name)")
      }
    }
  }

  @Test func statisticsAreFound() throws {
    let normalised = Set(Zoo.all.map(\.name)).filter {
      $0.hasPrefix("resnet") || $0.hasPrefix("mobilenet")
    }
    for entry in Zoo.all {
      #expect(try entry.graph().hasStatistics == normalised.contains(entry.name), "\(entry.name)")
    }
    #expect(!Graph(inputShape: .vector(3)).hasStatistics)
  }

  @Test func extremeNetworksGoOneByOne() throws {
    var graph = Graph(inputShape: .vector(1 << 28))
    #expect(MicroBatch.evaluationRows(Graph(inputShape: .vector(1))) == 250)
    try graph.add("flatten", Flatten())
    #expect(MicroBatch.trainingRows(graph) == 1)
    #expect(MicroBatch.evaluationRows(graph) == 1)
  }
}
