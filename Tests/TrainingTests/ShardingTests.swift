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

  /// Recorded sessions replay only as long as these stay.
  @Test func theCutIsFixed() {
    #expect(Sharding.ranges(of: 1) == [0..<1])
    #expect(Sharding.ranges(of: 2) == [0..<1, 1..<2])
    #expect(Sharding.ranges(of: 64) == [0..<32, 32..<64])
    #expect(Sharding.ranges(of: 65) == [0..<21, 21..<43, 43..<65])
    #expect(Sharding.ranges(of: 600).map(\.count) == [75, 75, 75, 75, 75, 75, 75, 75])
  }
}
