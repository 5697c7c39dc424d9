import Bytes
import EntropyCoding

/// Builds `.dcz` files with correct checksums and digests around contents of any kind.
struct FileBuilder {
  struct Section: Equatable {
    var kind: UInt8
    var contents: [UInt8]
  }

  var signature = Array("DCZ".utf8)
  var version: UInt8 = 1
  var sections: [Section] = []
  var afterEnd: [UInt8] = []

  init(_ sections: [Section] = []) { self.sections = sections }

  /// Takes an intact file apart.
  init(parsing bytes: [UInt8]) throws {
    var reader = ByteReader(bytes)
    _ = try reader.readBytes(count: 4)
    while true {
      let kind = try reader.readUInt8()
      if kind == 0 { break }
      let length = try reader.readVarint(limit: reader.remaining, "bytes")
      sections.append(Section(kind: kind, contents: try reader.readBytes(count: length)))
      _ = try reader.readUInt32()
    }
    guard reader.remaining == 16 else {
      throw FormatError(offset: reader.offset, message: "not a digest")
    }
  }

  mutating func add(_ kind: UInt8, _ contents: [UInt8]) {
    sections.append(Section(kind: kind, contents: contents))
  }

  /// The file.
  var bytes: [UInt8] {
    var file = signature + [version]
    for section in sections {
      let frame = [section.kind] + FileBuilder.varint(section.contents.count) + section.contents
      file += frame + FileBuilder.little(crc32(frame))
    }
    return FileBuilder.signed(file + [0] + afterEnd)
  }

  /// Bytes with the digest that belongs behind them.
  static func signed(_ file: [UInt8]) -> [UInt8] { file + Digest(of: file).bytes.prefix(16) }

  static func varint(_ value: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.writeVarint(value)
    return writer.bytes
  }

  static func text(_ text: String) -> [UInt8] { varint(text.utf8.count) + Array(text.utf8) }

  static func floats(_ values: [Float]) -> [UInt8] { values.flatMap { little($0.bitPattern) } }

  /// A coded stream: the coder's number, its table and its payload.
  static func stream(_ symbols: [UInt16], alphabet: Int) -> [UInt8] {
    let coded = Huffman().encode(symbols, alphabet: alphabet)
    return [Huffman.identifier] + coded.table + coded.payload
  }

  private static func little(_ value: UInt32) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) }
  }
}

/// The parts of a network section, each of which a test may replace.
struct NetworkFields {
  var name = FileBuilder.text("net")
  var rank: [UInt8] = [1]
  var extents = FileBuilder.varint(4)
  var nodeCount = FileBuilder.varint(1)
  var nodeName = FileBuilder.text("ip")
  var operation: UInt8 = 1
  var attributes: [UInt8] = [2, 4, 2]
  var inputs: [UInt8] = [0]
  var rest: [UInt8] = []

  var section: FileBuilder.Section {
    FileBuilder.Section(
      kind: 1,
      contents: name + rank + extents + nodeCount + nodeName + [operation] + attributes + inputs
        + rest)
  }
}

/// The parts of a coded weight, each of which a test may replace: parameter 0 of the network above,
/// 8 weights, pruned to positions 1 and 4 and shared.
struct WeightFields {
  var number = FileBuilder.varint(0)
  var form: UInt8 = 3
  var indexBits: [UInt8] = [2]
  var entries = FileBuilder.varint(2)
  var codeBits: [UInt8] = [2]
  var codebookCount = FileBuilder.varint(3)
  var codebook = FileBuilder.floats([0.5, -1.5])
  var indices = FileBuilder.stream([1, 2], alphabet: 4)
  var codes = FileBuilder.stream([1, 2], alphabet: 3)
  var rest: [UInt8] = []

  var section: FileBuilder.Section {
    FileBuilder.Section(
      kind: 2,
      contents: number + [form] + indexBits + entries + codeBits + codebookCount + codebook
        + indices + codes + rest)
  }
}
