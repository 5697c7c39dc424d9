import Bytes

/// A file taken apart into its sections: signature, version, digest and checksums are right.
struct FileFrame: Sendable {
  /// A section whose checksum was checked.
  struct Section: Sendable {
    let kind: UInt8
    /// Where its kind stands.
    let offset: Int
    /// The contents and nothing else.
    let contents: ByteReader

    /// Bytes of kind and length.
    var frameBytes: Int { contents.offset - offset }
  }

  /// Bytes of signature and version.
  static let headerBytes = Container.signature.count + 1
  /// Bytes of a section's checksum.
  static let checksumBytes = 4

  let sections: [Section]
  /// Size of the file.
  let byteCount: Int
  /// Where the digest stands.
  var end: Int { byteCount - Container.digestBytes }

  /// Walks through the sections of a file.
  /// - Throws: `FormatError` if it is no file of this version, or damaged.
  init(_ bytes: [UInt8]) throws(FormatError) {
    try FileFrame.checkEnds(bytes)
    byteCount = bytes.count
    var reader = ByteReader(bytes)
    var file = try reader.subreader(count: bytes.count - Container.digestBytes)
    _ = try file.subreader(count: FileFrame.headerBytes)
    var sections: [Section] = []
    while let section = try FileFrame.nextSection(&file) { sections.append(section) }
    try file.expectEnd("the last section")
    self.sections = sections
  }

  /// Signature, version and digest.
  private static func checkEnds(_ bytes: [UInt8]) throws(FormatError) {
    guard bytes.count >= headerBytes, Array(bytes.prefix(3)) == Container.signature else {
      throw FormatError(offset: 0, message: "this is not a .dcz file")
    }
    guard bytes[3] == Container.version else {
      throw FormatError(
        offset: 3, message: "the file is of version \(bytes[3]); this program reads version 1")
    }
    guard bytes.count > headerBytes + Container.digestBytes else {
      throw FormatError(offset: bytes.count, message: "the file is cut off")
    }
    let end = bytes.count - Container.digestBytes
    var digest = DigestBuilder()
    bytes.withUnsafeBytes { digest.update(UnsafeRawBufferPointer(rebasing: $0[..<end])) }
    guard bytes[end...].elementsEqual(digest.finalize().bytes.prefix(Container.digestBytes)) else {
      throw FormatError(
        offset: end, message: "the digest does not agree: the file is damaged or cut off")
    }
  }

  /// The next section, or nil after the last.
  private static func nextSection(_ file: inout ByteReader) throws(FormatError) -> Section? {
    let start = file.offset
    var whole = file
    let kind = try file.readUInt8()
    guard kind != Container.endOfSections else { return nil }
    let length = try file.readVarint(limit: file.remaining, "bytes of a section")
    let contents = try file.subreader(count: length)
    let covered = try whole.subreader(count: file.offset - start)
    let end = file.offset
    guard try file.readUInt32() == covered.withRemainingBytes({ crc32($0) }) else {
      throw FormatError(offset: end, message: "the checksum of a section does not agree")
    }
    return Section(kind: kind, offset: start, contents: contents)
  }
}
