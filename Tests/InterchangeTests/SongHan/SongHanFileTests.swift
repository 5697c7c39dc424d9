import Bytes
import Interchange
import Testing

@Suite struct SongHanFileTests {
  private func parse(_ bytes: [UInt8]) throws(FormatError) -> SongHanFile {
    try SongHanFile(parsing: bytes, layouts: SmallNet.layouts)
  }

  private func failure(_ bytes: [UInt8]) -> FormatError? {
    do throws(FormatError) {
      _ = try parse(bytes)
      return nil
    } catch {
      #expect((0...bytes.count).contains(error.offset))
      return error
    }
  }

  /// Where the parts of the small file begin: counts, codebook, bias, codes and gaps of each layer.
  private let places = (
    codebook1: 8, bias1: 1032, codes1: 1040, gaps1: 1046, codebook2: 1049, bias2: 1113,
    codes2: 1125, end: 1147
  )

  @Test func bytesAreThoseOfTheFormat() throws {
    let bytes = try SmallNet.bytes()
    var writer = ByteWriter()
    writer.write(UInt32(6))
    writer.write(UInt32(21))
    writer.write(floats: [0, 0.5, -0.25, 0, 1] + Array(repeating: 0, count: 251) + [1, -0.0])
    // A distance of 18 to the last weight of `conv1`: a filler, then 2.
    writer.write(bytes: [1, 4, 3, 2, 0, 1])
    writer.write(bytes: [0x02, 0xF0, 0x2F])
    #expect(Array(bytes.prefix(places.codebook2)) == writer.bytes)
    writer.write(floats: (0..<16).map { Float($0) / 4 } + [0, 1, 2])
    #expect(Array(bytes.prefix(places.codes2)) == writer.bytes)
    #expect(bytes.count == places.end)
    #expect(bytes.count == (try SmallNet.file().byteCount))
    // 0, 15, 16 more with a filler, 66 more with four, 182 more with eleven.
    #expect(Array(bytes[places.codes2..<(places.codes2 + 4)]) == [0x21, 0x40, 0x00, 0x00])
    #expect(Array(bytes[(places.end - 11)..<(places.end - 8)]) == [0xF0, 0x0F, 0xFF])
  }

  @Test func roundTripIsByteForByte() throws {
    let bytes = try SmallNet.bytes()
    let file = try parse(bytes)
    #expect(file == (try SmallNet.file()))
    #expect(file.serialized() == bytes)
    #expect(file.entryCount == 27 && file.weightCount == 340)
    #expect(file.fillerCount == 17)
    #expect(file.layers[1].members.map(\.position) == [0, 16, 33, 100, 283])
    #expect(file.layers[0].weights[4] == 0 && file.layers[0].weights[3] == 1)
  }

  @Test func everyTruncationIsRefused() throws {
    let bytes = try SmallNet.bytes()
    for count in bytes.indices { #expect(failure(Array(bytes[..<count])) != nil, "\(count)") }
    let longer = failure(bytes + [0])
    #expect(longer == FormatError(offset: 1147, message: "1 bytes too many after the last layer"))
  }

  /// What is read is written back byte for byte, whatever it is.
  @Test func everyFlippedBitIsRefusedOrKept() throws {
    let bytes = try SmallNet.bytes()
    var good = 0
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= 1 << (bit % 8)
      if failure(damaged) == nil { good += 1 }
      if !fuzzNet(damaged) { Issue.record("bit \(bit) is not kept") }
    }
    #expect(good > 8000)
  }

  @Test func damageHasAPlace() throws {
    let bytes = try SmallNet.bytes()
    func damaged(_ place: Int, _ values: [UInt8]) -> FormatError? {
      var copy = bytes
      copy.replaceSubrange(place..<(place + values.count), with: values)
      return failure(copy)
    }
    #expect(
      damaged(4, [45, 1, 0, 0])
        == FormatError(offset: 4, message: "ip2 would have 301 entries for 300 weights"))
    #expect(damaged(4, [255, 255, 255, 255])?.offset == 4)
    #expect(
      damaged(places.codebook1 + 3, [0x80])
        == FormatError(offset: 8, message: "code 0 of conv1 does not stand for 0"))
    #expect(
      damaged(places.codebook1 + 4, [0, 0, 0xC0, 0x7F])
        == FormatError(offset: 12, message: "shared weight 1 of conv1 is NaN or infinite"))
    #expect(
      damaged(places.bias2 + 4, [0, 0, 0x80, 0xFF])
        == FormatError(
          offset: places.bias2 + 4, message: "bias 1 of ip2 is NaN or infinite"))
    #expect(
      damaged(places.gaps1 + 2, [0x3F])
        == FormatError(
          offset: places.gaps1 + 2, message: "entry 5 of conv1 lies behind its 40 weights"))
  }

  @Test func paddingIsZero() throws {
    let layout = SongHanLayout(name: "ip1", weightCount: 8, biasCount: 1)
    let layer = try SongHanLayer(
      layout: layout, codebook: [0, 1], bias: [0], members: [.init(position: 2, code: 1)])
    let bytes = try SongHanFile(layers: [layer]).serialized()
    #expect(bytes.suffix(2) == [1, 2])
    for (place, what) in [(bytes.count - 2, "codes"), (bytes.count - 1, "gaps")] {
      var damaged = bytes
      damaged[place] |= 0x10
      #expect(
        throws: FormatError(
          offset: place, message: "the padding bits after the \(what) of ip1 are not zero")
      ) { try SongHanFile(parsing: damaged, layouts: [layout]) }
    }
  }

  /// A small file must not stand for a network that fills the memory.
  @Test func weightsThatAFileCannotHoldAreRefused() throws {
    let large = SongHanLayout(name: "ip1", weightCount: 1 << 30, biasCount: 1)
    #expect(
      throws: FormatError(
        offset: 0, message: "the file is too small for this network's weights")
    ) { try SongHanFile(parsing: Array(repeating: 0, count: 1000), layouts: [large]) }
    let several = [SongHanLayout](
      repeating: SongHanLayout(name: "ip1", weightCount: .max / 2, biasCount: 1), count: 4)
    #expect(throws: FormatError.self) { try SongHanFile(parsing: [], layouts: several) }
    let layer = try SongHanLayer(layout: large, codebook: [0], bias: [0], members: [])
    #expect(throws: SongHanError.self) { try SongHanFile(layers: [layer]) }
  }
}
