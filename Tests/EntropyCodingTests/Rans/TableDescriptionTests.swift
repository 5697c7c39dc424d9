import Bytes
import EntropyCoding
import Testing

@Suite struct TableDescriptionTests {
  @Test func whateverIsWrittenComesBack() throws {
    var numbers = TestNumbers(61)
    for round in 0..<600 {
      let size = 2 + Int(numbers.below([3, 40, 900][round % 3]))
      let resolution = Int(numbers.below(8))
      let prices = (0..<size).map { index -> Int? in
        index > 1 && round % 2 == 1 && numbers.below(3) > 0
          ? nil : Int(numbers.below(24 << UInt64(resolution)))
      }
      for prediction in [PricePrediction.level, .line, .product] {
        let description = TableDescription.priced(
          .init(prediction: prediction, resolution: resolution, scaleBits: 10, prices: prices))
        let bytes = description.write(alphabet: size)
        var reader = ByteReader(bytes + [1])
        #expect(try TableDescription(&reader, alphabet: size) == description)
        #expect(reader.offset == bytes.count)
      }
    }
    for (symbol, alphabet) in [(0, 1), (3, 4), (65535, 65536)] {
      let bytes = TableDescription.only(symbol).write(alphabet: alphabet)
      var reader = ByteReader(bytes)
      #expect(try TableDescription(&reader, alphabet: alphabet) == .only(symbol))
    }
  }

  @Test func rulesAreKept() {
    func cause(_ bytes: [UInt8], alphabet: Int) -> String? {
      var reader = ByteReader(bytes)
      do throws(FormatError) {
        _ = try TableDescription(&reader, alphabet: alphabet)
        return nil
      } catch { return error.message }
    }
    #expect(cause([], alphabet: 4)?.contains("ends too early") == true)
    #expect(cause([0b1111_1000], alphabet: 5) == "damaged frequency table: symbol 7 of 5")
    #expect(cause([0b1100_0001], alphabet: 4)?.contains("padding") == true)
    #expect(
      cause([0b0000_0001, 0], alphabet: 1) == "damaged frequency table: 1 symbols share 2^10")
    #expect(
      cause([0b0000_0001, 0xE0], alphabet: 4) == "damaged frequency table: more steps than symbols")
    #expect(
      cause([0b0000_0000, 0, 1, 0xFF, 0xFF], alphabet: 4)
        == "damaged frequency table: more symbols than there are")
  }
}
