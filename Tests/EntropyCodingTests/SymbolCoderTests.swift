import Bytes
import EntropyCoding
import Testing

/// Laws that every coder in the list keeps.
@Suite struct SymbolCoderTests {
  private func streams() -> [(symbols: [UInt16], alphabet: Int)] {
    var numbers = TestNumbers(1)
    var streams: [(symbols: [UInt16], alphabet: Int)] = []
    for alphabet in [1, 2, 3, 16, 32, 64, 255, 256, 257, 4096, 65536] {
      let last = UInt16(alphabet - 1)
      streams.append(([], alphabet))
      streams.append(([last], alphabet))
      streams.append((Array(repeating: last, count: 1000), alphabet))
      streams.append(([0, last, 0, 0], alphabet))
      for (count, step) in [(7, 1), (100, 1), (3000, 4)] {
        streams.append(
          (numbers.symbols(count: count, alphabet: alphabet, step: step), alphabet))
        streams.append(
          ((0..<count).map { _ in UInt16(numbers.below(UInt64(alphabet))) }, alphabet))
      }
    }
    streams.append(((0..<65536).map { UInt16($0) }, 65536))
    return streams
  }

  @Test(arguments: SymbolCoders.all.map(\.name))
  func symbolsComeBack(name: String) throws {
    let coder = try #require(SymbolCoders.named(name))
    for (symbols, alphabet) in streams() {
      let coded = coder.encode(symbols, alphabet: alphabet)
      #expect(coded.payload.count == (coded.payloadBits + 7) / 8)
      #expect(coded.byteCount == coded.table.count + coded.payload.count)
      #expect(coded == coder.encode(symbols, alphabet: alphabet))
      var table = ByteReader(coded.table)
      var payload = ByteReader(coded.payload)
      let back = try coder.decode(
        table: &table, payload: &payload, count: symbols.count, alphabet: alphabet)
      #expect(back == symbols)
      #expect(table.isAtEnd)
      #expect(payload.isAtEnd)
    }
  }

  @Test(arguments: SymbolCoders.all.map(\.name))
  func streamsDelimitThemselves(name: String) throws {
    let coder = try #require(SymbolCoders.named(name))
    for (symbols, alphabet) in streams() {
      let coded = coder.encode(symbols, alphabet: alphabet)
      var reader = ByteReader([1, 2, 3] + coded.table + coded.payload + [0xFF, 0xFF, 0xFF])
      _ = try reader.readBytes(count: 3)
      let back = try coder.decode(&reader, count: symbols.count, alphabet: alphabet)
      #expect(back == symbols)
      #expect(reader.offset == 3 + coded.byteCount)
    }
  }

  @Test(arguments: SymbolCoders.all.map(\.name))
  func anEmptyStreamCostsNothing(name: String) throws {
    let coder = try #require(SymbolCoders.named(name))
    let empty = EncodedSymbols(table: [], payload: [], payloadBits: 0)
    #expect(coder.encode([], alphabet: 64) == empty)
  }

  @Test(arguments: SymbolCoders.all.map(\.name))
  func numbersThatMakeNoSenseAreRefused(name: String) throws {
    let coder = try #require(SymbolCoders.named(name))
    let coded = coder.encode([0, 1, 1], alphabet: 2)
    for alphabet in [Int.min, -1, 0, 65537, .max] {
      var reader = ByteReader(coded.table + coded.payload)
      #expect(throws: FormatError.self) {
        try coder.decode(&reader, count: 3, alphabet: alphabet)
      }
    }
    for count in [Int.min, -1, 1_000_000, .max] {
      var reader = ByteReader(coded.table + coded.payload)
      #expect(throws: FormatError.self) { try coder.decode(&reader, count: count, alphabet: 2) }
    }
  }

  @Test(arguments: SymbolCoders.all.map(\.name))
  func anyBytesGiveAnErrorOrSymbolsOfTheAlphabet(name: String) throws {
    let coder = try #require(SymbolCoders.named(name))
    var numbers = TestNumbers(9)
    for round in 0..<20_000 {
      let alphabet = [1, 2, 5, 64, 65536][round % 5]
      let count = Int(numbers.below(60))
      let bytes = (0..<numbers.below(30)).map { _ in UInt8(truncatingIfNeeded: numbers.next()) }
      var reader = ByteReader(bytes)
      if let symbols = try? coder.decode(&reader, count: count, alphabet: alphabet) {
        #expect(symbols.count == count)
        #expect(symbols.allSatisfy { Int($0) < alphabet })
      }
    }
  }
}
