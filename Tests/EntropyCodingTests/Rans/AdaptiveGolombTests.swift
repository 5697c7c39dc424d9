import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptiveGolombTests {
  @Test func numbersOfAnySizeComeBackInTheBitsForetold() throws {
    let values = [0, 1, 0, 0, 5, 65536, 3, 131_071, 0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 2]
    for mean in [0, 1, 4, 128] {
      var writer = BitWriter()
      var code = AdaptiveGolomb(mean: mean)
      for value in values {
        let before = writer.bitCount
        let expected = code.bits(of: value)
        code.write(value, to: &writer)
        #expect(writer.bitCount - before == expected)
      }
      var reader = BitReader(writer.finish())
      var back = AdaptiveGolomb(mean: mean)
      for value in values { #expect(try back.read(&reader) == value) }
    }
  }
}
