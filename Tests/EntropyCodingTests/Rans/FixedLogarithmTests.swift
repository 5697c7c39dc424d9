import EntropyCoding
import Glibc
import Testing

@Suite struct FixedLogarithmTests {
  @Test func logarithms() {
    #expect(FixedLogarithm.log2(1) == 0)
    #expect(FixedLogarithm.log2(3) == 103_872)
    #expect(FixedLogarithm.log2(1 << 40) == 40 << 16)
    for value in 1...5000 {
      let exact = Glibc.log2(Double(value)) * 65536
      #expect(abs(Double(FixedLogarithm.log2(value)) - exact) < 4)
    }
  }

  @Test func weights() {
    #expect(FixedLogarithm.weight(price: 0, resolution: 7) == 1 << 31)
    #expect(FixedLogarithm.weight(price: 1, resolution: 1) == 1_518_500_249)
    #expect(FixedLogarithm.weight(price: 24, resolution: 0) == 128)
    for price in 0...128 * 10 {
      let exact = exp2(31 - Double(price) / 128)
      #expect(abs(Double(FixedLogarithm.weight(price: price, resolution: 7)) - exact) < 9)
    }
  }
}
