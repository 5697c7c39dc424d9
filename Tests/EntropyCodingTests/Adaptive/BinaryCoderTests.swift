import EntropyCoding
import Testing

@Suite struct BinaryCoderTests {
  private func read(_ bytes: [UInt8], _ probabilities: [Int]) -> (bits: [Int], isRight: Bool) {
    bytes.withUnsafeBytes { buffer in
      var decoder = BinaryDecoder(buffer)
      let bits = probabilities.map { decoder.code(0, $0) }
      return (bits, !decoder.isOverrun && decoder.isAtEnd)
    }
  }

  @Test func bitsOfAnyProbabilityComeBack() {
    var numbers = TestNumbers(21)
    for round in 0..<300 {
      let extreme = round % 3
      let probabilities = (0..<round * 3).map { _ in
        extreme == 0 ? 1 : extreme == 1 ? 65535 : Int(numbers.below(65535)) + 1
      }
      // Some runs take what is unlikely, which makes carries.
      let bits = probabilities.map { _ in
        round % 5 == 0 ? 0 : round % 5 == 1 ? 1 : Int(numbers.below(2))
      }
      var encoder = BinaryEncoder()
      for (bit, probability) in zip(bits, probabilities) { _ = encoder.code(bit, probability) }
      let bytes = encoder.finish()
      let result = read(bytes, probabilities)
      #expect(result.bits == bits)
      #expect(result.isRight)
      #expect(!read(bytes + [0], probabilities).isRight)
      var reference = ReferenceBits(bytes)
      #expect(probabilities.map { reference.bit($0) } == bits)
      #expect(reference.isAtEnd)
    }
  }

  @Test func carriesRunThroughBytes() {
    // A number just below a power of two, then one step across it.
    for length in 1..<80 {
      var encoder = BinaryEncoder()
      let probabilities = [1] + Array(repeating: 65535, count: length) + [1, 65535, 32768]
      let bits = [1] + Array(repeating: 0, count: length) + [0, 0, 0]
      for (bit, probability) in zip(bits, probabilities) { _ = encoder.code(bit, probability) }
      #expect(read(encoder.finish(), probabilities).bits == bits)
    }
  }

  @Test func aPayloadIsAsLongAsItsInformation() {
    var encoder = BinaryEncoder()
    for index in 0..<800 { _ = encoder.code(index & 1, 32768) }
    #expect(encoder.finish().count <= 101)
    #expect(BinaryEncoder().finish().isEmpty)
  }
}
