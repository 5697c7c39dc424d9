import Bytes
import EntropyCoding
import Testing

@Suite struct CodebookCoderTests {
  private let coder = CodebookCoder()

  private func decode(_ bytes: [UInt8], count: Int) throws(FormatError) -> [UInt32] {
    var reader = ByteReader(bytes)
    let values = try coder.decode(&reader, count: count)
    try reader.expectEnd("the codebook")
    return values.map { $0.bitPattern }
  }

  /// Nearly even steps around zero, as k-means leaves them.
  private func book(_ count: Int, _ seed: UInt64) -> [Float] {
    var numbers = TestNumbers(seed)
    var value: Float = -0.21
    return (0..<count).map { _ in
      value += Float(numbers.below(1 << 20) + 1 << 20) / Float(1 << 21) * 0.5 / Float(count)
      return value
    }
  }

  @Test func anyBitPatternsComeBack() throws {
    var numbers = TestNumbers(5)
    var books: [[Float]] = [
      [], [0], [-0.0], [0, -0.0, 0, .nan, -.infinity, .greatestFiniteMagnitude], [1, 1, 1, 1],
      book(255, 1), book(15, 2), book(255, 1).reversed(), book(64, 3).map { -$0 },
      (0..<200).map { Float(Float16($0) / 64) }, (0..<100).map { Float($0) * 0.125 - 5 },
    ]
    for count in 1..<40 {
      books.append(
        (0..<count).map { _ in Float(bitPattern: UInt32(truncatingIfNeeded: numbers.next())) })
      books.append((0..<count).map { _ in Float(bitPattern: UInt32(numbers.below(1 << 13)) << 19) })
    }
    for book in books {
      let bytes = coder.encode(values: book)
      #expect(bytes.count <= 1 + 4 * book.count)
      #expect(try decode(bytes, count: book.count) == book.map { $0.bitPattern })
    }
  }

  @Test func ascendingValuesTakeLessThanFloats() {
    #expect(coder.encode(values: book(255, 1)).count < 700)
    #expect(coder.encode(values: book(15, 2)).count < 60)
    // Half-precision values and powers of two have many zero bits.
    #expect(coder.encode(values: (0..<200).map { Float(Float16($0) / 64) }).count < 160)
  }

  @Test func goldens() {
    #expect(coder.encode(values: [-1, -0.5, 0.5, 1, 1.5]) == [1, 22, 2, 3, 3, 176, 75])
    #expect(
      coder.encode(values: [3, 1, 2, 5, 4, 7, 6, 8])
        == [2, 21, 0, 6, 1, 206, 105, 188, 118, 69])
  }

  @Test func damageIsAnErrorOrGivesOtherValues() {
    let books: [[Float]] = [book(30, 9), book(30, 9).reversed(), [1, 0.3]]
    for values in books {
      let patterns = values.map { $0.bitPattern }
      var bytes = coder.encode(values: values)
      for count in 0..<bytes.count {
        #expect(throws: FormatError.self) {
          try decode(Array(bytes[..<count]), count: values.count)
        }
      }
      for bit in 0..<bytes.count * 8 {
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect((try? decode(bytes, count: values.count)) != patterns, "bit \(bit)")
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      }
      for count in [0, values.count - 1, values.count + 1, 65536, 65537] {
        #expect((try? decode(bytes, count: count)) != patterns)
      }
    }
  }
}
