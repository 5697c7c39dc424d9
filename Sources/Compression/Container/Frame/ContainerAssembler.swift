import Bytes

/// A whole file, section by section.
struct ContainerAssembler {
  private var writer = ByteWriter()

  init() {
    writer.write(bytes: Container.signature)
    writer.write(Container.version)
  }

  /// Adds a section with its frame.
  mutating func add(_ kind: SectionKind, _ contents: [UInt8]) {
    var frame = ByteWriter()
    frame.write(kind.rawValue)
    frame.writeVarint(contents.count)
    frame.write(bytes: contents)
    writer.write(bytes: frame.bytes)
    writer.write(crc32(frame.bytes))
  }

  /// Ends the file with its digest.
  mutating func finish() -> [UInt8] {
    writer.write(Container.endOfSections)
    writer.write(bytes: Array(Digest(of: writer.bytes).bytes.prefix(Container.digestBytes)))
    return writer.bytes
  }
}

extension ByteWriter {
  /// Writes a text behind the number of its bytes.
  mutating func writeText(_ text: String) {
    writeVarint(text.utf8.count)
    write(text)
  }
}
