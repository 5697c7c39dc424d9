import Bytes
import EntropyCoding
import Testing

@Suite struct CodeTableTests {
  /// Turns digits into bytes, zeros filling the last one.
  private func bytes(_ digits: String) -> [UInt8] {
    var writer = BitWriter()
    for digit in digits where digit != " " { writer.write(digit == "1" ? 1 : 0, bits: 1) }
    return writer.finish()
  }

  private func cause(_ digits: String, alphabet: Int) -> String? {
    var reader = ByteReader(bytes(digits))
    do throws(FormatError) {
      _ = try CodeTable.read(&reader, alphabet: alphabet)
      return nil
    } catch {
      return error.message
    }
  }

  private func check(_ lengths: [UInt8?], _ digits: String) throws {
    let code = try #require(CanonicalCode(lengths: lengths))
    let table = CodeTable.write(code)
    #expect(table == bytes(digits))
    var reader = ByteReader(table + [0xFF])
    #expect(try CodeTable.read(&reader, alphabet: lengths.count).lengths == lengths)
    #expect(reader.offset == table.count)
  }

  @Test func everyKindOfStep() throws {
    try check([0], "0")
    try check([1, 1], "0 0")
    try check([2, 2, 2, 2], "0 0 0 0")
    try check([2, 1, 2], "0 101 100")
    try check([1, nil, 2, 2, nil, nil, nil, nil], "1101 1 111 1 100 0")
    try check([nil, nil, nil, 0], "111 011 1101 1")
    try check([1, 2, 3, 4, 5, 5, nil, nil], "1101 1 100 100 100 100 0")
    try check([1, 4, 4, 4, 4, 4, 4, 4, 4], "1101 010 1100 010 0 0 0 0 0 0 0")
    try check(
      Array(repeating: nil, count: 65535) + [0],
      "111 000000000000000 1111111111111111 "
        + "1101 0001111")
  }

  @Test func rulesAreKept() {
    #expect(cause("", alphabet: 4)?.contains("ends too early") == true)
    #expect(cause("0 0 0", alphabet: 4)?.contains("padding") == nil)
    // A length below 0 and above 24.
    #expect(cause("101", alphabet: 1) == "damaged code table: a word has -1 bits")
    #expect(cause("1100 000010111", alphabet: 2) == "damaged code table: a word has 25 bits")
    // Too many words: 1, 1 and 1 more is never read; 2, 1, 1 is.
    #expect(cause("0 101 0", alphabet: 4) == "damaged code table: it has more words than fit")
    #expect(cause("0 1101 1", alphabet: 4) == "damaged code table: it has more words than fit")
    // The alphabet ends first.
    #expect(cause("100 0", alphabet: 2) == "damaged code table: it does not use all words")
    #expect(cause("100", alphabet: 1) == "damaged code table: it does not use all words")
    // Runs.
    let tooLong = "damaged code table: it leaves out more symbols than there are"
    #expect(cause("111 1", alphabet: 1) == tooLong)
    #expect(cause("111 00100", alphabet: 4) == tooLong)
    #expect(cause("111 000000000000000 1111111111111111", alphabet: 4) == tooLong)
    let twice = "damaged code table: one run of absent symbols follows another"
    #expect(cause("111 1 111 1 1101 1", alphabet: 8) == twice)
    let large = "damaged code table: a number is too large"
    #expect(cause("111 0000000000000000 1", alphabet: 65536) == large)
    #expect(cause("1100 0000000000000000 1", alphabet: 65536) == large)
    #expect(cause("0 0 0 0 1", alphabet: 4) == "the padding bits after the code table are not zero")
  }

  @Test func errorsCarryThePlaceInTheFile() {
    var reader = ByteReader([9, 9, 9] + bytes("0 0 0 0 1"))
    let error = #expect(throws: FormatError.self) {
      _ = try reader.readBytes(count: 3)
      _ = try CodeTable.read(&reader, alphabet: 4)
    }
    #expect(error?.offset == 3)
  }

  @Test func everyTableOfSixteenBitsIsRefusedOrIsTheOneTableOfItsCode() throws {
    var valid = 0
    for alphabet in [1, 2, 3, 6, 32] {
      for value in 0...UInt16.max {
        var reader = ByteReader([UInt8(value >> 8), UInt8(value & 0xFF)])
        guard let code = try? CodeTable.read(&reader, alphabet: alphabet) else { continue }
        valid += 1
        let table = CodeTable.write(code)
        let expected = [UInt8(value >> 8), UInt8(value & 0xFF)].prefix(reader.offset)
        if table != Array(expected) { Issue.record("\(alphabet) \(value)") }
      }
    }
    #expect(valid > 1000)
  }

  @Test func tablesOfUsualCodesAreSmall() throws {
    // Relative indices at 8 % density and centroids of a pruned Laplacian, as counts.
    let gaps = (0..<32).map { Int(20_000 * 0.08 * pow92($0)) }
    let codes = (0..<64).map { index -> Int in
      let distance = abs(2 * index - 63)
      return distance < 20 ? 0 : Int(3000 * pow92(distance - 20)) + 1
    }
    for (counts, limit) in [(gaps, 10), (codes, 20)] {
      let lengths = limitedCodeLengths(counts: counts, limit: 24)
      let code = try #require(CanonicalCode(lengths: lengths))
      #expect(CodeTable.write(code).count <= limit)
    }
  }

  private func pow92(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { value, _ in value * 0.92 }
  }
}
