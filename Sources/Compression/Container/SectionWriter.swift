import Bytes

/// The contents of a section, with a ledger of what each byte is for.
struct SectionWriter {
  private var writer = ByteWriter()
  private(set) var ledger = SizeLedger()
  /// The layer that what follows belongs to.
  var layer: String?

  var bytes: [UInt8] { writer.bytes }

  mutating func write(_ part: LedgerPart, _ body: (inout ByteWriter) -> Void) {
    let before = writer.count
    body(&writer)
    ledger.add(writer.count - before, part, layer: layer)
  }

  mutating func writeText(_ text: String) {
    write(.structure) {
      $0.writeVarint(text.utf8.count)
      $0.write(text)
    }
  }
}

/// A whole file, section by section.
struct ContainerAssembler {
  private var writer = ByteWriter()
  private(set) var ledger = SizeLedger()

  init() {
    charge(.header) {
      $0.write(bytes: Container.signature)
      $0.write(Container.version)
    }
  }

  mutating func add(_ kind: SectionKind, _ section: SectionWriter) {
    var frame = ByteWriter()
    frame.write(kind.rawValue)
    frame.writeVarint(section.bytes.count)
    let checksum = crc32(frame.bytes + section.bytes)
    charge(.structure, layer: section.layer) { $0.write(bytes: frame.bytes) }
    writer.write(bytes: section.bytes)
    for entry in section.ledger.entries { ledger.add(entry.bytes, entry.part, layer: entry.layer) }
    charge(.checksums, layer: section.layer) { $0.write(checksum) }
  }

  /// Ends the file with its digest.
  mutating func finish() -> [UInt8] {
    charge(.structure) { $0.write(Container.endOfSections) }
    let digest = Digest(of: writer.bytes).bytes.prefix(Container.digestBytes)
    charge(.checksums) { $0.write(bytes: Array(digest)) }
    return writer.bytes
  }

  private mutating func charge(
    _ part: LedgerPart, layer: String? = nil, _ body: (inout ByteWriter) -> Void
  ) {
    let before = writer.count
    body(&writer)
    ledger.add(writer.count - before, part, layer: layer)
  }
}
