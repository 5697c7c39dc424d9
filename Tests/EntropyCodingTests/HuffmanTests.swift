import Bytes
import EntropyCoding
import Testing

@Suite struct HuffmanTests {
  private let coder = Huffman()

  private func decode(_ bytes: [UInt8], count: Int, alphabet: Int) throws(FormatError) -> [UInt16] {
    var reader = ByteReader(bytes)
    let symbols = try coder.decode(&reader, count: count, alphabet: alphabet)
    try reader.expectEnd("the stream")
    return symbols
  }

  @Test func theExampleOfTheSpecification() throws {
    let symbols: [UInt16] = [2, 0, 0, 3, 0, 2, 0]
    let coded = coder.encode(symbols, alphabet: 8)
    #expect(coded == EncodedSymbols(table: [0xDF, 0xC0], payload: [0x8D, 0x00], payloadBits: 10))
    #expect(try decode([0xDF, 0xC0, 0x8D, 0x00], count: 7, alphabet: 8) == symbols)
  }

  @Test func aSymbolAloneHasNoPayload() throws {
    let coded = coder.encode(Array(repeating: 5, count: 1000), alphabet: 64)
    #expect(coded.payload.isEmpty)
    #expect(coded.payloadBits == 0)
    #expect(coded.table.count <= 3)
    #expect(try decode(coded.table, count: 1_000_000, alphabet: 64).allSatisfy { $0 == 5 })
    #expect(coder.encode([0], alphabet: 1).table == [0])
  }

  @Test func thePayloadIsWithinABitASymbolOfTheEntropy() {
    var numbers = TestNumbers(8)
    for alphabet in [2, 16, 64, 1024] {
      for step in [1, 2, 5] {
        let symbols = numbers.symbols(count: 5000, alphabet: alphabet, step: step)
        let bits = Double(coder.encode(symbols, alphabet: alphabet).payloadBits)
        let entropy = orderZeroEntropy(of: symbols, alphabet: alphabet)
        #expect(bits >= entropy - 1e-6)
        #expect(bits < entropy + 5000)
      }
    }
  }

  @Test func frequentSymbolsOfManyLengthsComeBack() throws {
    // Counts of 1, 1, 2, 3, 5 … make words of up to 24 bits.
    var symbols: [UInt16] = []
    var (a, b) = (1, 1)
    for symbol in 0..<25 {
      symbols.append(contentsOf: repeatElement(UInt16(symbol), count: a))
      (a, b) = (b, a + b)
    }
    let coded = coder.encode(symbols, alphabet: 30)
    #expect(try decode(coded.table + coded.payload, count: symbols.count, alphabet: 30) == symbols)
  }

  private let goldens: [(symbols: [UInt16], alphabet: Int)] = {
    var numbers = TestNumbers(2)
    return [
      ([7], 8), ([0, 1], 2), (Array(repeating: 9, count: 50), 16),
      (numbers.symbols(count: 60, alphabet: 32, step: 2), 32),
      (numbers.symbols(count: 300, alphabet: 64, step: 4), 64),
      (numbers.symbols(count: 40, alphabet: 2000, step: 300), 2000),
      ((0..<9).flatMap { Array(repeating: UInt16($0), count: 1 << $0) }, 17),
    ]
  }()

  @Test func everyTruncationIsAnError() {
    for (symbols, alphabet) in goldens {
      let coded = coder.encode(symbols, alphabet: alphabet)
      let bytes = coded.table + coded.payload
      for count in 0..<bytes.count {
        let error = #expect(throws: FormatError.self) {
          try decode(Array(bytes[..<count]), count: symbols.count, alphabet: alphabet)
        }
        #expect((error?.offset ?? .max) <= count)
      }
    }
  }

  @Test func everyFlippedBitIsAnErrorOrGivesOtherSymbols() {
    for (symbols, alphabet) in goldens {
      let coded = coder.encode(symbols, alphabet: alphabet)
      var bytes = coded.table + coded.payload
      for bit in 0..<bytes.count * 8 {
        bytes[bit / 8] ^= 0x80 >> (bit % 8)
        let other = try? decode(bytes, count: symbols.count, alphabet: alphabet)
        if other == symbols {
          Issue.record("bit \(bit) of an alphabet of \(alphabet) is not noticed")
        }
        bytes[bit / 8] ^= 0x80 >> (bit % 8)
      }
    }
  }

  @Test func aWrongCountOrAlphabetIsNoTrap() {
    for (symbols, alphabet) in goldens {
      let coded = coder.encode(symbols, alphabet: alphabet)
      let bytes = coded.table + coded.payload
      for count in [0, symbols.count - 1, symbols.count + 1, symbols.count + 100] {
        _ = try? decode(bytes, count: count, alphabet: alphabet)
      }
      for other in [1, 2, 3, alphabet - 1, alphabet + 1, 65536] {
        _ = try? decode(bytes, count: symbols.count, alphabet: other)
      }
    }
  }
}
