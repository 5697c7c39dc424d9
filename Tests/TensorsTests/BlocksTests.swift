import Tensors
import Testing

@Suite struct BlocksTests {
  private struct Stopped: Error {}

  @Test(arguments: [0, 1, 1 << 20, (1 << 20) + 1, 5 << 20])
  func blocksFollowEachOther(count: Int) {
    var next = 7
    var checks = 0
    (7..<7 + count).inBlocks {
      checks += 1
    } _: { block in
      #expect(block.lowerBound == next && !block.isEmpty && block.count <= 1 << 20)
      next = block.upperBound
    }
    #expect(next == 7 + count && checks == (count + (1 << 20) - 1) >> 20)
  }

  @Test func whatTheCheckThrowsEndsTheWalk() {
    var blocks = 0
    #expect(throws: Stopped.self) {
      try (0..<8 << 20).inBlocks { () throws(Stopped) in
        if blocks == 3 { throw Stopped() }
      } _: { _ in
        blocks += 1
      }
    }
    #expect(blocks == 3)
  }
}
