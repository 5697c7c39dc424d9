import Bytes
import Networks
import OrderedCollections
import Tensors

extension CompressedModel {
  /// The model in the bytes of a `.dcz` file.
  /// - Throws: `FormatError` with an offset if the file is damaged, of another version, or breaks a
  ///   rule of FORMAT.md.
  public init(decoding bytes: [UInt8]) throws(FormatError) {
    try CompressedModel.checkFrame(bytes)
    let bodyEnd = bytes.count - Container.digestBytes
    var reader = ByteReader(bytes)
    var file = try reader.subreader(count: bodyEnd)
    _ = try file.readBytes(count: Container.signature.count + 1)
    var decoder: ModelDecoder?
    while let section = try CompressedModel.nextSection(&file) {
      var contents = section.contents
      switch (SectionKind(rawValue: section.kind), decoder) {
      case (.network, nil):
        let (name, graph) = try NetworkSection.read(&contents)
        decoder = try ModelDecoder(
          name: name, graph: graph, fileBytes: bytes.count, at: section.offset)
      case (.network, _):
        throw FormatError(offset: section.offset, message: "there is a second network")
      case (.some, nil):
        throw FormatError(offset: section.offset, message: "the network does not come first")
      case (.codedWeight, _): try decoder?.readWeight(&contents)
      case (.plainParameters, _): try decoder?.readPlain(&contents, at: section.offset)
      case (nil, _):
        guard section.kind >= Container.firstOptionalKind else {
          throw FormatError(
            offset: section.offset,
            message: "a section of kind \(section.kind) is unknown to this version")
        }
      }
    }
    try file.expectEnd("the last section")
    guard let decoder else {
      throw FormatError(offset: Container.signature.count + 1, message: "there is no network")
    }
    self = try decoder.finish(at: bodyEnd)
  }

  /// Signature, version and digest.
  private static func checkFrame(_ bytes: [UInt8]) throws(FormatError) {
    let header = Container.signature.count + 1
    guard bytes.count >= header, Array(bytes.prefix(3)) == Container.signature else {
      throw FormatError(offset: 0, message: "this is not a .dcz file")
    }
    guard bytes[3] == Container.version else {
      throw FormatError(
        offset: 3, message: "the file is of version \(bytes[3]); this program reads version 1")
    }
    guard bytes.count > header + Container.digestBytes else {
      throw FormatError(offset: bytes.count, message: "the file is cut off")
    }
    let end = bytes.count - Container.digestBytes
    let digest = Digest(of: Array(bytes[..<end])).bytes.prefix(Container.digestBytes)
    guard bytes[end...].elementsEqual(digest) else {
      throw FormatError(
        offset: end, message: "the digest does not agree: the file is damaged or cut off")
    }
  }

  private struct RawSection {
    let kind: UInt8
    let offset: Int
    let contents: ByteReader
  }

  /// The next section, its checksum checked, or nil after the last.
  private static func nextSection(_ file: inout ByteReader) throws(FormatError) -> RawSection? {
    let start = file.offset
    var whole = file
    let kind = try file.readUInt8()
    guard kind != Container.endOfSections else { return nil }
    let length = try file.readVarint(limit: file.remaining, "bytes of a section")
    let contents = try file.subreader(count: length)
    let covered = try whole.readBytes(count: file.offset - start)
    let end = file.offset
    guard try file.readUInt32() == crc32(covered) else {
      throw FormatError(offset: end, message: "the checksum of a section does not agree")
    }
    return RawSection(kind: kind, offset: start, contents: contents)
  }
}

/// A model while its sections are read.
private struct ModelDecoder {
  private let name: String
  private let graph: Graph
  private let slots: [(name: String, slot: ParameterSlot)]
  private var values: [Tensor?]
  private var masks: OrderedDictionary<String, Mask> = [:]
  private var codebooks: OrderedDictionary<String, Codebook> = [:]
  private var hasPlain = false

  init(name: String, graph: Graph, fileBytes: Int, at offset: Int) throws(FormatError) {
    self.name = name
    self.graph = graph
    slots = graph.nodes.flatMap(\.parameters)
    values = Array(repeating: nil, count: slots.count)
    var total = 0
    for (name, slot) in slots {
      let (sum, overflow) = total.addingReportingOverflow(slot.shape.count)
      guard !overflow, sum <= fileBytes * (Container.largestExpansion / 4) else {
        throw FormatError(
          offset: offset,
          message: "`\(name)` is larger than a file of \(fileBytes) bytes can stand for")
      }
      total = sum
    }
  }

  mutating func readWeight(_ reader: inout ByteReader) throws(FormatError) {
    let start = reader.offset
    let number = try reader.readVarint(limit: max(0, slots.count - 1), "a parameter")
    guard slots.indices.contains(number), slots[number].slot.role == .weight else {
      throw FormatError(offset: start, message: "parameter \(number) is not a weight")
    }
    guard values[number] == nil else {
      throw FormatError(offset: start, message: "`\(slots[number].name)` is there twice")
    }
    let contents = try WeightSectionReader(slots[number].slot.shape).read(&reader)
    values[number] = contents.weights
    masks[slots[number].name] = contents.mask
    codebooks[slots[number].name] = contents.codebook
  }

  /// Plain parameters are what has no section of its own: known only once all those were read.
  mutating func readPlain(_ reader: inout ByteReader, at offset: Int) throws(FormatError) {
    guard !hasPlain else {
      throw FormatError(offset: offset, message: "there is a second section of plain parameters")
    }
    hasPlain = true
    for number in slots.indices where values[number] == nil {
      let shape = slots[number].slot.shape
      let floats = try reader.readFloats(count: shape.count)
      values[number] = Tensor(shape: shape) { target in
        floats.withUnsafeBufferPointer { _ = target.update(fromContentsOf: $0) }
      }
    }
    try reader.expectEnd("the section of plain parameters")
  }

  func finish(at offset: Int) throws(FormatError) -> CompressedModel {
    var parameters: OrderedDictionary<String, Tensor> = [:]
    for (number, (name, _)) in slots.enumerated() {
      guard let tensor = values[number] else {
        throw FormatError(offset: offset, message: "there are no values for `\(name)`")
      }
      parameters[name] = tensor
    }
    do {
      let model = try Model(name: name, graph: graph, parameters: parameters)
      try model.requireFinite()
      return try CompressedModel(model, masks: masks, codebooks: codebooks)
    } catch let error as NetworkError {
      throw FormatError(offset: offset, message: error.text)
    } catch let error as CompressionError {
      throw FormatError(offset: offset, message: error.message)
    } catch {
      throw FormatError(offset: offset, message: "the parts do not fit together")
    }
  }
}
