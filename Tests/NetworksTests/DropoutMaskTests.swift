import Networks
import Testing

@Suite struct DropoutMaskTests {
  @Test func rowKeysAreThoseOfSplitMix64() {
    // The upper half of the generator's first number for the seed 0, whose state is then this.
    #expect(DropoutMask.rowKey(seed: 0x9E37_79B9_7F4A_7C15) == 0xE220_A839)
    #expect(DropoutMask.rowKey(seed: 0) == 0)
    #expect(DropoutMask.rowKey(seed: 1) == 0x5692_161D)
    #expect(DropoutMask.rowKey(seed: .max) == 0xB4D0_55FC)
  }

  @Test func hashesAreAsDefined() {
    let key = DropoutMask.rowKey(seed: 1)
    let hashes: [(element: UInt32, hash: UInt32)] = [
      (0, 0x8618_DC1C), (1, 0xE832_DF81), (2, 0xB426_1493), (1000, 0xAFA3_D61C),
      (.max, 0xFAE8_DB18),
    ]
    for (element, hash) in hashes {
      #expect(DropoutMask.isKept(rowKey: key, element: element, threshold: hash))
      #expect(!DropoutMask.isKept(rowKey: key, element: element, threshold: hash + 1))
    }
  }

  @Test func thresholdsAreRoundedDown() {
    #expect(DropoutMask(rate: 0.25).threshold == 1 << 30)
    #expect(DropoutMask(rate: 0.1).threshold == 429_496_736)
    #expect(DropoutMask(rate: 0).threshold == 0)
    #expect(DropoutMask(rate: Float(1).nextDown).threshold == 4_294_967_040)
    #expect(DropoutMask(rate: 0.5).scale == 2)
    #expect(DropoutMask(rate: 0.25).scale == Float(4.0 / 3))
    for rate in [-1, 1, 2, Float.nan, .infinity] {
      #expect(DropoutMask(rate: rate) == DropoutMask(rate: 0))
    }
  }

  @Test func theShareIsTheRateAndRowsDiffer() {
    let keys = (1...8).map { DropoutMask.rowKey(seed: $0) }
    for rate: Float in [0.1, 0.25, 0.5] {
      let mask = DropoutMask(rate: rate)
      var dropped = 0
      for key in keys {
        for index in 0..<2000 where mask.factor(rowKey: key, element: index) == 0 { dropped += 1 }
      }
      #expect(abs(Float(dropped) / 16_000 - rate) < 0.02)
    }
    let mask = DropoutMask(rate: 0.5)
    let rows = keys.map { key in (0..<64).map { mask.factor(rowKey: key, element: $0) } }
    #expect(Set(rows).count == rows.count)
    #expect(rows.joined().allSatisfy { $0 == 0 || $0 == 2 })
  }
}
