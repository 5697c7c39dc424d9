import Bytes

extension ByteReader {
  /// Reads a share in 65,536ths, as far from nothing and from all as estimates start.
  mutating func readShare(_ what: String) throws(FormatError) -> UInt16 {
    let start = offset
    let share = try readUInt16()
    guard (64...65472).contains(share) else {
      throw FormatError(offset: start, message: "\(what) of \(share) / 65,536")
    }
    return share
  }

  /// Reads how many columns away similar columns lie.
  mutating func readPeriod(_ geometry: LayerGeometry) throws(FormatError) -> Int {
    let start = offset
    let period = try readVarint(limit: Period.limit(geometry), "columns of a period")
    guard period >= Period.smallest else {
      throw FormatError(offset: start, message: "a period of \(period) columns")
    }
    return period
  }

  /// A payload that is used up before everything was read.
  func endsTooEarly(_ what: String) -> FormatError {
    FormatError(offset: offset + remaining, message: "the coded \(what) end too early")
  }

  /// A payload that does not end where its last bit does.
  func endsWrongly(_ what: String) -> FormatError {
    FormatError(offset: offset, message: "the coded \(what) do not end where they should")
  }
}

extension Array where Element: ChunkEncoder {
  /// The encoder, of at least one, that needs the fewest bytes; the first of those.
  func fewestBytes(for chunks: [Element.Chunk]) -> Element {
    var best = self[0]
    var fewest = best.encode(all: chunks).byteCount
    for encoder in dropFirst() {
      let bytes = encoder.encode(all: chunks).byteCount
      if bytes < fewest { (best, fewest) = (encoder, bytes) }
    }
    return best
  }
}
