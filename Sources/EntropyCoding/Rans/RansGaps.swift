import Bytes

/// The coder `rans-gap` of positions: the distance from each kept weight to the next, one symbol for most.
/// As a skip leaves the distribution of what is left of a gap as it was, where weights are kept
/// independently of each other, it costs nothing to have few symbols.
public struct RansGaps: PositionCoder {
  /// Its name.
  public static let name = "rans-gap"
  /// The number by which files name it.
  public static let identifier: UInt8 = 3

  /// Bits that a further symbol must save to be worth its time.
  private static let timeOfSymbol = 1.0 / 512

  /// Creates the coder, which has no settings.
  public init() {}

  /// Chooses the alphabet of gaps and makes its table.
  public func plan(_ chunks: [KeptBits], geometry: LayerGeometry) -> any ChunkEncoder<KeptBits> {
    let gaps = GapCounts(chunks)
    func candidate(_ width: Int)
      -> (alphabet: GapAlphabet, found: TableSearch.Result, bits: Double)
    {
      let alphabet = GapAlphabet(width: width)
      let counts = gaps.symbols(alphabet, tail: true)
      let found = TableSearch.best(counts: counts)
      return (
        alphabet, found, found.bits + RansGaps.timeOfSymbol * Double(counts.reduce(0, +))
      )
    }
    let best = GapAlphabet.widths.map(candidate).min { $0.bits < $1.bits } ?? candidate(1)
    return Encoder(
      table: [UInt8(best.alphabet.width)]
        + best.found.description.write(alphabet: best.alphabet.size),
      alphabet: best.alphabet, rans: RansEncoder(best.found.frequencies))
  }

  /// Reads the table of a layer.
  public func readTable(_ reader: inout ByteReader, geometry: LayerGeometry) throws(FormatError)
    -> any PositionDecoder
  {
    let alphabet = try GapAlphabet(&reader)
    let description = try TableDescription(&reader, alphabet: alphabet.size)
    return Decoder(
      alphabet: alphabet,
      table: RansDecodingTable(description.frequencies(alphabet: alphabet.size)),
      rowCount: geometry.rowCount)
  }

  private struct Encoder: ChunkEncoder {
    let table: [UInt8]
    let alphabet: GapAlphabet
    let rans: RansEncoder

    func encode(_ chunk: KeptBits) -> [UInt8] {
      rans.encode(alphabet.symbols(of: chunk, tail: true), items: chunk.count)
    }
  }

  private struct Decoder: PositionDecoder {
    let alphabet: GapAlphabet
    let table: RansDecodingTable
    let rowCount: Int

    func decode(_ payload: ByteReader, rows: Int, into words: UnsafeMutableBufferPointer<UInt64>)
      throws(FormatError)
    {
      let count = rows * rowCount
      precondition(words.count == KeptBits.wordCount(count), "a bit for each weight")
      words.update(repeating: 0)
      try table.read(payload, items: count) { rans in
        var gaps = GapFiller(words, count: count, skip: alphabet.skip)
        while rans.hasFour, gaps.hasRoomForFour {
          let four = rans.nextFour()
          gaps.fill(four.0)
          gaps.fill(four.1)
          gaps.fill(four.2)
          gaps.fill(four.3)
        }
        while !gaps.isAtEnd {
          guard gaps.fillLast(rans.nextOne()) else { return false }
        }
        return true
      }
    }
  }
}

/// Sets the bits of kept weights from the symbols of gaps.
///
/// It keeps a pointer to words that hold a bit for each of `count` weights, and stays before their end:
/// `fill` needs room for a symbol, which `hasRoomForFour` has seen; `fillLast` looks for itself.
private struct GapFiller {
  private let words: UnsafeMutableBufferPointer<UInt64>
  private let count: Int
  private let skip: Int
  /// The next weight.
  private var next = 0

  init(_ words: UnsafeMutableBufferPointer<UInt64>, count: Int, skip: Int) {
    self.words = words
    self.count = count
    self.skip = skip
  }

  var isAtEnd: Bool { next >= count }

  var hasRoomForFour: Bool {
    @inline(__always) get { next &+ 4 &* skip <= count }
  }

  @inline(__always)
  mutating func fill(_ symbol: UInt64) {
    next &+= symbol == 0 ? skip : Int(truncatingIfNeeded: symbol)
    let last = next &- 1
    words[last >> 6] |= (symbol == 0 ? 0 : 1) << UInt64(last & 63)
  }

  /// Also where the weights may end: with a skip that goes beyond them. False if a kept weight does.
  mutating func fillLast(_ symbol: UInt64) -> Bool {
    if symbol == 0 {
      next += skip
      return true
    }
    guard Int(symbol) <= count - next else { return false }
    fill(symbol)
    return true
  }
}

extension GapAlphabet {
  /// Reads the width of an alphabet.
  init(_ reader: inout ByteReader) throws(FormatError) {
    let start = reader.offset
    let width = Int(try reader.readUInt8())
    guard GapAlphabet.widths.contains(width) else {
      throw FormatError(offset: start, message: "gaps of \(width) bits; 1 to 10 can be")
    }
    self.init(width: width)
  }
}
