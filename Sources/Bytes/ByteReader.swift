/// Reads little-endian fields from bytes, each read bounded by what is left.
///
/// The bytes are shared with the caller's array, not copied. Offsets, in errors too, count from the
/// beginning of that array, so those of a subreader are still places in the file.
public struct ByteReader: Sendable {
  /// The whole array, of which this reader may see a part.
  @usableFromInline let bytes: [UInt8]
  /// The next byte to read, counted from the beginning of the original array.
  public private(set) var offset: Int
  /// The first byte that may not be read any more.
  package let end: Int

  /// Creates a reader of a whole array.
  ///
  /// - Parameter bytes: the bytes to read.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  private init(bytes: [UInt8], offset: Int, end: Int) {
    self.bytes = bytes
    self.offset = offset
    self.end = end
  }

  /// The number of bytes that are left.
  public var remaining: Int { end - offset }

  /// Whether everything was read.
  public var isAtEnd: Bool { offset == end }

  /// Calls a function with the bytes that are left, without moving.
  ///
  /// - Parameter body: takes the bytes, valid only during the call.
  /// - Returns: what the function returns.
  public func withRemainingBytes<R, E: Error>(
    _ body: (UnsafeRawBufferPointer) throws(E) -> R
  ) throws(E) -> R {
    let range = offset..<end
    return try bytes.withUnsafeBufferPointer { buffer throws(E) in
      try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[range]))
    }
  }

  /// Takes `count` bytes and gives the offset of the first of them.
  private mutating func advance(_ count: Int, _ what: @autoclosure () -> String)
    throws(FormatError) -> Int
  {
    guard count >= 0, count <= remaining else {
      throw FormatError(
        offset: offset,
        message: "the data ends too early: \(what()) needs \(count) bytes, \(remaining) are left")
    }
    defer { offset += count }
    return offset
  }

  private mutating func readInteger<T: FixedWidthInteger & BitwiseCopyable>(
    _: T.Type, _ what: @autoclosure () -> String
  ) throws(FormatError) -> T {
    let start = try advance(MemoryLayout<T>.size, what())
    return bytes.withUnsafeBytes {
      T(littleEndian: $0.loadUnaligned(fromByteOffset: start, as: T.self))
    }
  }

  /// Reads one byte.
  ///
  /// - Throws: `FormatError` if nothing is left.
  public mutating func readUInt8() throws(FormatError) -> UInt8 {
    try readInteger(UInt8.self, "a byte")
  }

  /// Reads two bytes, little-endian.
  ///
  /// - Throws: `FormatError` if fewer are left.
  public mutating func readUInt16() throws(FormatError) -> UInt16 {
    try readInteger(UInt16.self, "a 16-bit number")
  }

  /// Reads four bytes, little-endian.
  ///
  /// - Throws: `FormatError` if fewer are left.
  public mutating func readUInt32() throws(FormatError) -> UInt32 {
    try readInteger(UInt32.self, "a 32-bit number")
  }

  /// Reads eight bytes, little-endian.
  ///
  /// - Throws: `FormatError` if fewer are left.
  public mutating func readUInt64() throws(FormatError) -> UInt64 {
    try readInteger(UInt64.self, "a 64-bit number")
  }

  /// Reads four bytes, big-endian.
  ///
  /// - Throws: `FormatError` if fewer are left.
  public mutating func readBigEndianUInt32() throws(FormatError) -> UInt32 {
    try readInteger(UInt32.self, "a 32-bit number").byteSwapped
  }

  /// Reads a float32, little-endian, with whatever bits it has.
  ///
  /// - Throws: `FormatError` if fewer than four bytes are left.
  public mutating func readFloat32() throws(FormatError) -> Float {
    Float(bitPattern: try readInteger(UInt32.self, "a float32"))
  }

  /// Reads several float32, little-endian, with whatever bits they have.
  ///
  /// - Parameter count: how many.
  /// - Throws: `FormatError` if fewer are left; nothing is allocated then.
  public mutating func readFloats(count: Int) throws(FormatError) -> [Float] {
    let (size, overflow) = count.multipliedReportingOverflow(by: 4)
    guard !overflow, size >= 0, size <= remaining else {
      throw FormatError(
        offset: offset,
        message: "the data ends too early: \(count) float32 do not fit in \(remaining) bytes")
    }
    let start = try advance(size, "a float32 array")
    return bytes.withUnsafeBytes { source in
      [Float](unsafeUninitializedCapacity: count) { target, filled in
        for index in 0..<count {
          let bits = source.loadUnaligned(fromByteOffset: start &+ 4 &* index, as: UInt32.self)
          target.initializeElement(at: index, to: Float(bitPattern: UInt32(littleEndian: bits)))
        }
        filled = count
      }
    }
  }

  /// Reads a number of variable length: seven bits a byte, lowest first, the high bit says "more".
  ///
  /// Only the shortest form of a number is accepted, so that one value has one encoding.
  ///
  /// - Parameters:
  ///   - limit: the largest value that makes sense here.
  ///   - what: what the number counts, in the words of an error: "layers".
  /// - Throws: `FormatError` if the number is cut off, overlong or above the limit.
  public mutating func readVarint(limit: Int, _ what: String) throws(FormatError) -> Int {
    let start = offset
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = try readInteger(UInt8.self, "the number of \(what)")
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 {
        guard byte != 0 || shift == 0 else {
          throw FormatError(offset: start, message: "the number of \(what) has an overlong form")
        }
        break
      }
      shift += 7
      guard shift < 63 else {
        throw FormatError(offset: start, message: "the number of \(what) has more than 63 bits")
      }
    }
    guard Int(value) <= limit else {
      throw FormatError(
        offset: start, message: "the number of \(what) is \(value), above its limit of \(limit)")
    }
    return Int(value)
  }

  /// Reads bytes.
  ///
  /// - Parameter count: how many.
  /// - Throws: `FormatError` if fewer are left; nothing is allocated then.
  public mutating func readBytes(count: Int) throws(FormatError) -> [UInt8] {
    let start = try advance(count, "a field")
    return Array(bytes[start..<start + count])
  }

  /// Reads UTF-8 text.
  ///
  /// - Parameter count: its length in bytes.
  /// - Throws: `FormatError` if fewer are left or they are not valid UTF-8.
  public mutating func readString(count: Int) throws(FormatError) -> String {
    let start = try advance(count, "a text")
    guard let text = String(validating: bytes[start..<start + count], as: UTF8.self) else {
      throw FormatError(offset: start, message: "a text is not valid UTF-8")
    }
    return text
  }

  /// Takes the next bytes as a reader of their own.
  ///
  /// - Parameter count: how many.
  /// - Throws: `FormatError` if fewer are left.
  public mutating func subreader(count: Int) throws(FormatError) -> ByteReader {
    let start = try advance(count, "a section")
    return ByteReader(bytes: bytes, offset: start, end: start + count)
  }

  /// Checks that everything was read.
  ///
  /// - Parameter what: what should have ended, in the words of an error: "the header".
  /// - Throws: `FormatError` if bytes are left.
  public func expectEnd(_ what: String) throws(FormatError) {
    guard isAtEnd else {
      throw FormatError(offset: offset, message: "\(remaining) bytes too many after \(what)")
    }
  }
}
