import Bytes

/// An array of bytes as an IDX file holds it: magic number, extents (big-endian), bytes.
///
/// The bytes stay where they are in the file, because copying 47 MB takes as long as reading them.
package struct IDXArray: Sendable {
  /// Extents, outermost first.
  package let dimensions: [Int]
  /// The whole file.
  package let file: [UInt8]
  /// Where the array starts in the file.
  package let start: Int

  /// The element types that the format has, by their codes.
  private static let types: [UInt8: String] = [
    0x08: "unsigned bytes", 0x09: "signed bytes", 0x0B: "16-bit integers",
    0x0C: "32-bit integers", 0x0D: "float32", 0x0E: "float64",
  ]

  /// Reads the header of an uncompressed file and holds the extents against the file's size.
  ///
  /// - Parameters:
  ///   - file: the whole file.
  ///   - rank: how many extents there must be.
  /// - Throws: `FormatError` if the file is no IDX file of bytes of that rank, or if it has more or
  ///   fewer bytes than its extents say.
  package init(parsing file: [UInt8], rank: Int) throws(FormatError) {
    var reader = ByteReader(file)
    let magic = try reader.readBytes(count: 4)
    guard magic[0] == 0, magic[1] == 0, let type = Self.types[magic[2]] else {
      throw FormatError(offset: 0, message: "no IDX file: it does not begin with its magic number")
    }
    guard magic[2] == 0x08 else {
      throw FormatError(offset: 2, message: "it holds \(type), where unsigned bytes belong")
    }
    guard magic[3] == rank else {
      throw FormatError(offset: 3, message: "it has \(magic[3]) dimensions, not \(rank)")
    }
    var dimensions: [Int] = []
    var count = 1
    for _ in 0..<rank {
      let offset = reader.offset
      let extent = Int(try reader.readBigEndianUInt32())
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent > 0, !overflow else {
        throw FormatError(offset: offset, message: "a dimension of \(extent) is not possible here")
      }
      dimensions.append(extent)
      count = product
    }
    let shape = dimensions.map(String.init).joined(separator: "×")
    guard count <= reader.remaining else {
      throw FormatError(
        offset: file.count,
        message: "it ends too early: \(shape) is \(count) bytes, and \(reader.remaining) are there")
    }
    guard count == reader.remaining else {
      throw FormatError(
        offset: reader.offset + count, message: "\(reader.remaining - count) bytes follow its end")
    }
    self.dimensions = dimensions
    self.file = file
    start = reader.offset
  }

  /// The bytes of the array, in place.
  package var elements: ArraySlice<UInt8> { file[start...] }
}
