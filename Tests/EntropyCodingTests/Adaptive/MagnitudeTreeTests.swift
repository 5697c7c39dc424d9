import EntropyCoding
import Testing

@Suite struct MagnitudeTreeTests {
  @Test func codesAreTakenApartAndPutTogether() {
    for alphabet in 1...20 {
      for negatives in 0...alphabet {
        let tree = MagnitudeTree(alphabet: alphabet, negatives: negatives)
        for code in 0..<alphabet {
          let (sign, magnitude) = (tree.sign(code), tree.magnitude(code))
          #expect(sign == (code < negatives ? 0 : 1))
          #expect((0..<tree.limit(sign)).contains(magnitude))
          #expect(tree.code(sign: sign, magnitude: magnitude) == UInt16(code))
          #expect(magnitude < 1 << tree.depth)
          #expect((0...Estimate.one).contains(tree.share(magnitude)))
        }
      }
    }
  }

  @Test func whateverBitsAreReadNoMagnitudeReachesItsLimit() {
    for limit in 1...33 {
      let tree = MagnitudeTree(alphabet: 33, negatives: 0)
      var reached: Set<Int> = []
      for bits in 0..<64 {
        var nodes: [Int] = []
        let read = tree.walk(0, limit: limit) { _, node, level in
          nodes.append(node)
          return bits >> level & 1
        }
        reached.insert(read)
        #expect(nodes.allSatisfy { (1..<64).contains($0) })
        #expect(Set(nodes).count == nodes.count)
      }
      #expect(reached == Set(0..<limit))
    }
  }
}
