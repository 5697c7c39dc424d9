import Bytes

/// The coder `rans-bitmap` of positions: the bits of neighbouring weights are one symbol.
public struct RansBitmap: PositionCoder {
  /// Its name.
  public static let name = "rans-bitmap"
  /// The number by which files name it.
  public static let identifier: UInt8 = 2

  /// The widths of a symbol that there can be.
  private static let widths = 1...12
  /// Layers of so many weights are not coded with symbols of one or two: there would be too many.
  private static let manyWeights = 1 << 16

  /// Creates the coder, which has no settings.
  public init() {}

  /// Chooses the width of symbols and makes their table.
  public func plan(_ chunks: [KeptBits], geometry: LayerGeometry) -> any ChunkEncoder<KeptBits> {
    func candidate(_ width: Int) -> (width: Int, found: TableSearch.Result) {
      var counts = SymbolCounts(alphabet: 1 << width)
      for chunk in chunks { counts.add(chunk.symbols(width: width)) }
      return (width, TableSearch.best(counts: counts.counts))
    }
    let best =
      candidates(geometry).map(candidate).min { $0.found.bits < $1.found.bits } ?? candidate(8)
    return Encoder(
      table: [UInt8(best.width)] + best.found.description.write(alphabet: 1 << best.width),
      width: best.width, rans: RansEncoder(best.found.frequencies))
  }

  /// The widths that are tried: those of bytes and half bytes, of kernels and their rows.
  private func candidates(_ geometry: LayerGeometry) -> [Int] {
    let narrow = geometry.count < RansBitmap.manyWeights ? [2, 1] : []
    let kernel = [geometry.kernelHeight * geometry.kernelWidth, geometry.kernelWidth]
    return [8, 4] + narrow + kernel.filter { $0 > 2 && RansBitmap.widths.contains($0) }
  }

  /// Reads the table of a layer.
  public func readTable(_ reader: inout ByteReader, geometry: LayerGeometry) throws(FormatError)
    -> any PositionDecoder
  {
    let start = reader.offset
    let width = Int(try reader.readUInt8())
    guard RansBitmap.widths.contains(width) else {
      throw FormatError(
        offset: start, message: "symbols for \(width) weights; they can stand for 1 to 12")
    }
    let description = try TableDescription(&reader, alphabet: 1 << width)
    return Decoder(
      width: width, table: RansDecodingTable(description.frequencies(alphabet: 1 << width)),
      rowCount: geometry.rowCount)
  }

  private struct Encoder: ChunkEncoder {
    let table: [UInt8]
    let width: Int
    let rans: RansEncoder

    func encode(_ chunk: KeptBits) -> [UInt8] {
      let symbols = chunk.symbols(width: width)
      return rans.encode(symbols, items: symbols.count)
    }
  }

  private struct Decoder: PositionDecoder {
    let width: Int
    let table: RansDecodingTable
    let rowCount: Int

    func decode(_ payload: ByteReader, rows: Int, into words: UnsafeMutableBufferPointer<UInt64>)
      throws(FormatError)
    {
      let count = rows * rowCount
      precondition(words.count == KeptBits.wordCount(count), "a bit for each weight")
      let items = (count + width - 1) / width
      try table.read(payload, items: items) { rans in
        var bits = BitFiller(words)
        var left = items
        let shift = UInt64(width)
        while rans.hasFour, left >= 4 {
          let four = rans.nextFour()
          let low = four.0 | four.1 << shift
          let high = four.2 | four.3 << shift
          bits.append(low | high << (2 &* shift), width: 4 &* width)
          left &-= 4
        }
        while left > 0 {
          bits.append(rans.nextOne(), width: width)
          left &-= 1
        }
        return bits.finish(count: count)
      }
    }
  }
}

/// Fills words from numbers of a few bits, the lowest first.
///
/// It keeps a pointer to the words; it must get fewer than 64 bits more than they hold.
private struct BitFiller {
  private let words: UnsafeMutableBufferPointer<UInt64>
  private var next = 0
  /// Bits for which no word is full yet.
  private var pending: UInt64 = 0
  private var pendingBits = 0

  init(_ words: UnsafeMutableBufferPointer<UInt64>) { self.words = words }

  /// Adds the low bits of a number that has no others: 1 to 48.
  @inline(__always)
  mutating func append(_ value: UInt64, width: Int) {
    pending |= value << UInt64(pendingBits)
    pendingBits &+= width
    if pendingBits >= 64 {
      words[next] = pending
      next &+= 1
      pendingBits &-= 64
      pending = value >> UInt64(width &- pendingBits)
    }
  }

  /// Writes what is left. False if a bit past the end is set.
  mutating func finish(count: Int) -> Bool {
    if next < words.count {
      words[next] = pending
      pending = 0
    }
    guard pending == 0 else { return false }
    return count % 64 == 0 || words[words.count - 1] >> UInt64(count % 64) == 0
  }
}

extension KeptBits {
  /// The bits of every `width` neighbours as a number, the first one lowest; zeros follow the end.
  fileprivate func symbols(width: Int) -> [UInt16] {
    let count = (count + width - 1) / width
    let mask: UInt64 = 1 << UInt64(width) - 1
    return [UInt16](unsafeUninitializedCapacity: count) { symbols, filled in
      let words = words.span
      for index in 0..<count {
        let bit = index &* width
        let place = UInt64(bit & 63)
        var value = words[bit >> 6] >> place
        if bit & 63 > 64 &- width, bit >> 6 &+ 1 < words.count {
          value |= words[bit >> 6 &+ 1] << (64 &- place)
        }
        symbols[index] = UInt16(truncatingIfNeeded: value & mask)
      }
      filled = count
    }
  }
}
