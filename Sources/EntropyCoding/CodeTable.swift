import Bytes

/// The table of a canonical code: its word lengths in few bits, as README.md lays them down.
package enum CodeTable {
  /// Writes the lengths of a complete code.
  ///
  /// - Parameter code: the code; the size of its alphabet is not written.
  /// - Returns: the table, in whole bytes.
  package static func write(_ code: CanonicalCode) -> [UInt8] {
    var writer = BitWriter()
    var space = CodeSpace()
    var previous = startingLength(alphabet: code.lengths.count)
    var absent = 0
    for length in code.lengths {
      if space.isFull { break }
      guard let length = length.map({ Int($0) }) else {
        absent += 1
        continue
      }
      if absent > 0 {
        writer.write(0b111, bits: 3)
        writer.writeGamma(absent)
        absent = 0
      }
      writer.writeStep(length - previous)
      previous = length
      _ = space.take(length)
    }
    return writer.finish()
  }

  /// Reads the lengths of a complete code.
  ///
  /// - Parameters:
  ///   - reader: stands at the table; stands behind it afterwards.
  ///   - alphabet: the size of the alphabet, 1 to 65,536.
  /// - Throws: `FormatError` if the table is cut off or breaks a rule.
  package static func read(_ reader: inout ByteReader, alphabet: Int) throws(FormatError)
    -> CanonicalCode
  {
    let start = reader.offset
    var bits = BitReader(reader)
    var space = CodeSpace()
    var lengths: [UInt8?] = []
    var length = startingLength(alphabet: alphabet)
    while !space.isFull {
      if let run = try bits.readRun() {
        guard run < alphabet - lengths.count else {
          throw bits.error("it leaves out more symbols than there are")
        }
        lengths.append(contentsOf: repeatElement(nil, count: run))
      }
      length += try bits.readStep()
      guard (0...CanonicalCode.maximumLength).contains(length) else {
        throw bits.error("a word has \(length) bits")
      }
      guard space.take(length) else { throw bits.error("it has more words than fit") }
      lengths.append(UInt8(length))
      guard space.isFull || lengths.count < alphabet else {
        throw bits.error("it does not use all words")
      }
    }
    try bits.skipPadding("the code table")
    _ = try reader.subreader(count: bits.byteOffset - start)
    lengths.append(contentsOf: repeatElement(nil, count: alphabet - lengths.count))
    guard let code = CanonicalCode(lengths: lengths) else {
      throw FormatError(offset: start, message: "damaged code table")
    }
    return code
  }

  /// The length that the first one is compared with: that of equally frequent symbols.
  private static func startingLength(alphabet: Int) -> Int {
    Int.bitWidth - (alphabet - 1).leadingZeroBitCount
  }
}

extension BitWriter {
  /// Writes a positive number as Elias's gamma code: as many zeros as bits follow its highest one,
  /// then the number.
  fileprivate mutating func writeGamma(_ value: Int) {
    let bits = Int.bitWidth - value.leadingZeroBitCount
    write(0, bits: bits - 1)
    write(UInt32(value), bits: bits)
  }

  /// Writes the difference between two lengths.
  fileprivate mutating func writeStep(_ step: Int) {
    switch abs(step) {
    case 0: write(0b0, bits: 1)
    case 1: write(step > 0 ? 0b100 : 0b101, bits: 3)
    default:
      write(step > 0 ? 0b1100 : 0b1101, bits: 4)
      writeGamma(abs(step) - 1)
    }
  }
}

extension BitReader {
  fileprivate func error(_ cause: String) -> FormatError {
    FormatError(offset: byteOffset, message: "damaged code table: \(cause)")
  }

  /// Reads Elias's gamma code of a number of at most 16 bits.
  fileprivate mutating func readGamma() throws(FormatError) -> Int {
    var zeros = 0
    while try read(bits: 1) == 0 {
      zeros += 1
      guard zeros < 16 else { throw error("a number is too large") }
    }
    return 1 << zeros | Int(try read(bits: zeros))
  }

  /// Reads how many symbols are left out, if a run of such begins here.
  fileprivate mutating func readRun() throws(FormatError) -> Int? {
    var ahead = self
    guard ahead.remaining >= 3, try ahead.read(bits: 3) == 0b111 else { return nil }
    self = ahead
    return try readGamma()
  }

  /// Reads the difference between two lengths.
  fileprivate mutating func readStep() throws(FormatError) -> Int {
    if try read(bits: 1) == 0 { return 0 }
    let isFar = try read(bits: 1) == 1
    guard isFar else { return try read(bits: 1) == 0 ? 1 : -1 }
    if try read(bits: 1) == 1 { throw error("one run of absent symbols follows another") }
    let isNegative = try read(bits: 1) == 1
    let size = try readGamma() + 1
    return isNegative ? -size : size
  }
}
