import Bytes
import Networks
import Tensors

/// A `.dcz` file that was opened: its checksums are right and its network is known, but nothing is
/// decoded yet. Each layer can be decoded alone.
///
/// A file is read, not mapped into memory: another program that cuts a mapped file short ends the
/// process, and the compressed bytes are few.
public struct CompressedFile: Sendable {
  /// A layer with a weight that is stored in a section of its own.
  public struct Layer: Hashable, Sendable {
    /// The layer's name, such as `ip1`.
    public let name: String
    /// The weight's name, such as `ip1.weight`.
    public let parameter: String
    /// The weight's extents.
    public let shape: Shape
    /// Bytes of its section.
    public let bytes: Int
  }

  /// The network's name.
  public let name: String
  /// What the network computes.
  public let graph: Graph
  /// Size of the file.
  public var byteCount: Int { frame.byteCount }

  let frame: FileFrame
  /// Every parameter, by number.
  let parameters: [StoredParameter]
  /// Bytes of each node's description.
  let nodeBytes: [Int]

  /// Opens a file in memory.
  /// - Throws: `FormatError` with an offset if the file is damaged, of another version, or breaks a
  ///   rule of FORMAT.md.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    frame = try FileFrame(bytes)
    var parser: SectionParser?
    for section in frame.sections {
      if let known = SectionKind(rawValue: section.kind), known != .provenance {
        if parser == nil {
          parser = try SectionParser(known, section, fileBytes: bytes.count)
        } else {
          try parser?.add(known, section)
        }
      } else if section.kind < Container.firstOptionalKind {
        throw FormatError(
          offset: section.offset,
          message: "a section of kind \(section.kind) is unknown to this version")
      }
    }
    guard let parser else {
      throw FormatError(offset: FileFrame.headerBytes, message: "there is no network")
    }
    name = parser.network.name
    graph = parser.network.graph
    nodeBytes = parser.network.nodeBytes
    parameters = try parser.finish(at: frame.end)
  }

  /// The layers that are stored in sections of their own, in the order of the graph.
  public var layers: [Layer] {
    parameters.compactMap { parameter in
      parameter.section.map {
        Layer(
          name: parameter.layer, parameter: parameter.name, shape: parameter.slot.shape,
          bytes: $0.frameBytes + $0.contents.remaining + FileFrame.checksumBytes)
      }
    }
  }

  /// The values of one parameter, decoded without the others.
  /// - Parameter name: such as `ip1.weight`.
  /// - Returns: nil if the network has no such parameter.
  /// - Throws: `FormatError` if its section is damaged.
  public func parameter(_ name: String) throws(FormatError) -> Tensor? {
    guard let stored = parameters.first(where: { $0.name == name }) else { return nil }
    let contents = try stored.contents()
    let (tensor, memory) = Tensor.unfilled(stored.slot.shape)
    for part in 0..<contents.partCount { try contents.decode(part, into: memory) }
    return tensor
  }

  /// Where the model comes from, as the file claims; nil if it says nothing.
  /// - Throws: `FormatError` if what it says breaks a rule, or is said twice.
  public func provenance() throws(FormatError) -> Provenance? {
    let sections = frame.sections.filter { $0.kind == SectionKind.provenance.rawValue }
    guard let section = sections.first else { return nil }
    guard sections.count == 1 else {
      throw FormatError(offset: sections[1].offset, message: "there is a second provenance")
    }
    return try Provenance(section.contents)
  }
}

/// A parameter and where its values stand.
struct StoredParameter: Sendable {
  /// What its values are stored as.
  enum Source: Sendable {
    case plain(PlainValues)
    case weight(ByteReader)
    case layer(ByteReader)
  }

  let name: String
  /// The node's name.
  let layer: String
  let slot: ParameterSlot
  let source: Source
  /// Its section, if it has one of its own.
  let section: FileFrame.Section?

  /// What can be decoded.
  /// - Throws: `FormatError` if tables or entries are damaged.
  func contents() throws(FormatError) -> ParameterContents {
    switch source {
    case .plain(let values): .plain(values)
    case .weight(let reader): .weight(try WeightEntries(reader, shape: slot.shape))
    case .layer(let reader): try ParameterContents(LayerSection(reader, shape: slot.shape))
    }
  }
}

/// A parameter whose tables were read: what is left to do can be done in parts.
enum ParameterContents: Sendable {
  case plain(PlainValues)
  case weight(WeightEntries)
  case layer(LayerSection, symbolValues: [Float])

  init(_ section: LayerSection) {
    self = .layer(section, symbolValues: section.symbolValues)
  }

  /// Number of parts that can be decoded side by side.
  var partCount: Int {
    switch self {
    case .plain, .weight: 1
    case .layer(let section, _): section.chunks.count
    }
  }

  /// Decodes a part.
  /// - Parameters:
  ///   - part: its number.
  ///   - target: all values of the parameter; those of the part are all written.
  /// - Throws: `FormatError` if it is damaged.
  func decode(
    _ part: Int, into target: UnsafeMutableBufferPointer<Float>
  ) throws(FormatError) {
    switch self {
    case .plain(let values): try values.decode(into: target)
    case .weight(let entries): try entries.expand(into: target)
    case .layer(let section, let values):
      try section.decode(section.chunks[part], values: values, into: target)
    }
  }
}
