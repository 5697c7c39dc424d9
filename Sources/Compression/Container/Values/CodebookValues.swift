import Bytes
import EntropyCoding

extension StoredCodebook {
  /// Shared weights as they are to be stored, and the bytes of their values.
  struct Written {
    let codebook: StoredCodebook
    let bytes: [UInt8]
    /// The code that each code becomes, or nil if they stay.
    var renumbered: [UInt16]?
  }

  /// Chooses the form of the fewest bytes.
  static func write(_ codebook: Codebook, _ precision: CodebookPrecision) -> Written {
    let values = Array(codebook.pinsZero ? codebook.centroids.dropFirst() : codebook.centroids[...])
    let exact = exact(values, codebook)
    switch precision {
    case .exact: return exact
    case .float16:
      let halves = values.map { Float16($0) }
      guard halves.allSatisfy(\.isFinite), 2 * halves.count < exact.bytes.count else {
        return exact
      }
      var writer = ByteWriter()
      for half in halves { writer.write(half.bitPattern) }
      return written(.float16, halves.map { Float($0) }, writer.bytes, codebook)
    case .fitted: return fitted(values, codebook, orElse: exact)
    }
  }

  private static func exact(_ values: [Float], _ codebook: Codebook) -> Written {
    let coded = CodebookCoder().encode(values: values)
    if coded.count < 4 * values.count { return written(.coded, values, coded, codebook) }
    var writer = ByteWriter()
    writer.write(floats: values)
    return written(.float32, values, writer.bytes, codebook)
  }

  private static func written(
    _ storage: CodebookStorage, _ values: [Float], _ bytes: [UInt8], _ codebook: Codebook
  ) -> Written {
    Written(
      codebook: StoredCodebook(
        storage: storage, bits: codebook.bits, pinsZero: codebook.pinsZero, values: values,
        byteCount: bytes.count),
      bytes: bytes)
  }

  private static func fitted(
    _ values: [Float], _ codebook: Codebook, orElse exact: Written
  ) -> Written {
    let ordered = exact.codebook
    let shift = codebook.pinsZero ? 1 : 0
    let counts = codebook.memberCounts
    let members = ordered.byRank.map { counts[Int($0) + shift] }
    let fit = FittedCodebook.fit(
      ordered.sorted, members: members, below: exact.bytes.count)
    guard let fit, fit.values(count: values.count).allSatisfy(\.isFinite) else { return exact }
    var result = written(.fitted, fit.values(count: values.count), fit.bytes, codebook)
    // The number of a value is its rank now.
    var renumbered = ordered.ranks.map { $0 + UInt16(shift) }
    if codebook.pinsZero { renumbered[0] = 0 }
    result.renumbered = renumbered
    return result
  }

  /// Reads the values.
  /// - Parameters:
  ///   - reader: stands at the values; stands behind them afterwards.
  ///   - storage: their form.
  ///   - count: how many are stored.
  static func readValues(
    _ reader: inout ByteReader, _ storage: CodebookStorage, count: Int
  ) throws(FormatError) -> [Float] {
    let start = reader.offset
    let values: [Float]
    switch storage {
    case .float32: values = try reader.readFloats(count: count)
    case .float16:
      var halves = try reader.subreader(count: 2 * count)
      var result: [Float] = []
      while !halves.isAtEnd {
        result.append(Float(Float16(bitPattern: try halves.readUInt16())))
      }
      values = result
    case .fitted: values = try FittedCodebook(&reader, count: count).values(count: count)
    case .coded: values = try CodebookCoder().decode(&reader, count: count)
    }
    guard values.allSatisfy(\.isFinite) else {
      throw FormatError(offset: start, message: "a shared weight is NaN or infinite")
    }
    return values
  }
}

extension Codebook {
  /// How many weights have each code.
  var memberCounts: [Int] {
    var counts = [Int](repeating: 0, count: centroids.count)
    for code in codes { counts[Int(code)] += 1 }
    return counts
  }
}
