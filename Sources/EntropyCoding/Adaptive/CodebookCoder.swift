import Bytes

/// Shared weights, without loss, in fewer bytes than float32: sorted by value, they lie at distances
/// whose sizes vary little.
///
/// README.md lays down every step. Any bit patterns come back, those of NaN and -0 too.
public struct CodebookCoder: Sendable {
  /// The most values of a codebook.
  public static let most = 1 << 16

  private enum Form: UInt8 {
    case raw = 0
    case ascending = 1
    case ordered = 2
  }

  /// Creates the coder, which has no settings.
  public init() {}

  /// Codes values, as plain float32 where nothing else is smaller.
  ///
  /// - Parameter values: at most 65,536 of any values, in the order of their codes.
  /// - Returns: bytes that show where they end.
  public func encode(values: [Float]) -> [UInt8] {
    precondition(values.count <= CodebookCoder.most, "at most 65,536 values")
    let patterns = values.map { $0.bitPattern }
    let order = patterns.indices.sorted {
      (CodebookCoder.rank(patterns[$0]), $0) < (CodebookCoder.rank(patterns[$1]), $1)
    }
    let isAscending = order.elementsEqual(patterns.indices)
    let negatives = patterns.count { $0 >> 31 == 1 }
    let shift = min(23, patterns.reduce(0) { $0 | $1 & .max >> 1 }.trailingZeroBitCount)

    var coder = BinaryEncoder()
    // Negative values are sorted away from zero as positive ones are.
    var sides = [order[negatives...].map { $0 }, order[..<negatives].reversed()]
      .map { $0.map { patterns[$0] & .max >> 1 } }
    var model = CodebookModel(shift: shift)
    for side in sides.indices { _ = model.code(&sides[side], &coder) }
    if !isAscending {
      let bits = CodebookCoder.placeBits(values.count)
      for place in order { _ = coder.codeEvenly(place, bits: bits) }
    }
    let payload = coder.finish()

    var writer = ByteWriter()
    writer.write((isAscending ? Form.ascending : .ordered).rawValue)
    writer.write(UInt8(shift))
    writer.writeVarint(negatives)
    writer.writeVarint(payload.count)
    writer.write(bytes: payload)
    guard writer.count > 4 * values.count else { return writer.bytes }
    var raw = ByteWriter()
    raw.write(Form.raw.rawValue)
    raw.write(floats: values)
    return raw.bytes
  }

  /// Reads values.
  ///
  /// - Parameters:
  ///   - reader: stands at the codebook; stands behind it afterwards.
  ///   - count: the number of values.
  /// - Throws: `FormatError` if there are more than 65,536, or if the bytes are cut off or break a rule.
  public func decode(_ reader: inout ByteReader, count: Int) throws(FormatError) -> [Float] {
    let start = reader.offset
    guard (0...CodebookCoder.most).contains(count) else {
      throw FormatError(offset: start, message: "a codebook of \(count) values")
    }
    guard let form = Form(rawValue: try reader.readUInt8()) else {
      throw FormatError(offset: start, message: "an unknown form of codebook")
    }
    if form == .raw { return try reader.readFloats(count: count) }
    let shift = Int(try reader.readUInt8())
    guard shift <= 23 else {
      throw FormatError(offset: start, message: "a codebook of \(shift) zero bits")
    }
    let negatives = try reader.readVarint(limit: count, "negative shared weights")
    let size = try reader.readVarint(limit: reader.remaining, "bytes of a codebook")
    let payload = try reader.subreader(count: size)
    return try payload.withRemainingBytes { (bytes) throws(FormatError) in
      var coder = BinaryDecoder(bytes)
      var model = CodebookModel(shift: shift)
      var positive = [UInt32](repeating: 0, count: count - negatives)
      var negative = [UInt32](repeating: 0, count: negatives)
      guard model.code(&positive, &coder), model.code(&negative, &coder) else {
        throw FormatError(offset: start, message: "a shared weight beyond all numbers")
      }
      let sorted = (negative.reversed().map { $0 | 1 << 31 } + positive).map {
        Float(bitPattern: $0)
      }
      var values = sorted
      if form == .ordered {
        var isTaken = [Bool](repeating: false, count: count)
        let bits = CodebookCoder.placeBits(count)
        for value in sorted {
          let place = coder.codeEvenly(0, bits: bits)
          guard place < count, !isTaken[place] else {
            throw FormatError(offset: start, message: "two shared weights of one code")
          }
          isTaken[place] = true
          values[place] = value
        }
      }
      guard !coder.isOverrun, coder.isAtEnd else { throw payload.endsWrongly("shared weights") }
      return values
    }
  }

  /// A number that sorts as the value does, -0 below +0.
  private static func rank(_ pattern: UInt32) -> UInt32 {
    pattern >> 31 == 1 ? ~pattern : pattern | 1 << 31
  }

  /// Bits of a place among so many.
  private static func placeBits(_ count: Int) -> Int {
    Int.bitWidth - max(0, count - 1).leadingZeroBitCount
  }
}

extension BinaryCoder {
  /// Codes a number whose bits are as often one as zero, the highest first.
  mutating func codeEvenly(_ number: Int, bits: Int) -> Int {
    var read = 0
    var shift = bits
    while shift > 0 {
      shift -= 1
      read = read << 1 | code(number >> shift & 1, 1 << 15)
    }
    return read
  }
}
