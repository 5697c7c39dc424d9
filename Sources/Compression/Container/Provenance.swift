import Bytes

/// Where a model comes from, as the writer of its file claims: nothing of it is checked.
public struct Provenance: Hashable, Sendable {
  /// A figure that was measured.
  public struct Metric: Hashable, Sendable {
    /// What was measured, such as `validation error`; 1 to 64 bytes of UTF-8.
    public var name: String
    /// The figure.
    public var value: Double

    /// A figure.
    public init(name: String, value: Double) {
      self.name = name
      self.value = value
    }
  }

  /// The commands that made the model.
  public var recipe: String?
  /// Where randomness came from.
  public var seed: UInt64?
  /// Digest of the data.
  public var data: Digest?
  /// Figures that were measured.
  public var metrics: [Metric]
  /// Version of the program.
  public var version: String?

  /// What is known.
  public init(
    recipe: String? = nil, seed: UInt64? = nil, data: Digest? = nil, metrics: [Metric] = [],
    version: String? = nil
  ) {
    self.recipe = recipe
    self.seed = seed
    self.data = data
    self.metrics = metrics
    self.version = version
  }
}

/// What an entry of section 128 says.
private enum ProvenanceTag: UInt8 {
  case recipe = 1
  case seed = 2
  case data = 3
  case metric = 4
  case version = 5

  static let mostMetrics = 64
  static let largestName = 64
  static let largestVersion = 255
  static let largestEntry = 65_535
}

extension Provenance {
  /// The contents of section 128. What is too long is cut off: it is only told.
  var bytes: [UInt8] {
    var writer = ByteWriter()
    func add(_ tag: ProvenanceTag, _ contents: [UInt8]) {
      writer.write(tag.rawValue)
      writer.writeVarint(contents.count)
      writer.write(bytes: contents)
    }
    if let recipe { add(.recipe, Provenance.cut(recipe, ProvenanceTag.largestEntry)) }
    if let seed { add(.seed, Provenance.little(seed)) }
    if let data { add(.data, data.bytes) }
    for metric in metrics.prefix(ProvenanceTag.mostMetrics) where !metric.name.isEmpty {
      add(
        .metric,
        Provenance.little(metric.value.bitPattern)
          + Provenance.cut(metric.name, ProvenanceTag.largestName))
    }
    if let version { add(.version, Provenance.cut(version, ProvenanceTag.largestVersion)) }
    return writer.bytes
  }

  private static func little(_ value: UInt64) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(value)
    return writer.bytes
  }

  /// The UTF-8 of whole characters of a text, at most so many bytes.
  private static func cut(_ text: String, _ limit: Int) -> [UInt8] {
    guard text.utf8.count > limit else { return Array(text.utf8) }
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      let next = Array(String(scalar).utf8)
      guard bytes.count + next.count <= limit else { break }
      bytes += next
    }
    return bytes
  }

  /// Reads section 128.
  init(_ contents: ByteReader) throws(FormatError) {
    self.init()
    var reader = contents
    var last: UInt8 = 0
    while !reader.isAtEnd {
      let start = reader.offset
      let number = try reader.readUInt8()
      let tag = ProvenanceTag(rawValue: number)
      guard number > last || number == last && tag == .metric else {
        throw FormatError(offset: start, message: "the entries of the provenance do not ascend")
      }
      last = number
      let length = try reader.readVarint(
        limit: ProvenanceTag.largestEntry, "bytes of an entry of the provenance")
      var entry = try reader.subreader(count: length)
      switch tag {
      case .recipe: recipe = try entry.readString(count: length)
      case .seed: seed = try entry.readUInt64()
      case .data: data = Digest(bytes: try entry.readBytes(count: Digest.byteCount))
      case .metric: metrics.append(try Provenance.metric(&entry, after: metrics.count))
      case .version:
        guard length <= ProvenanceTag.largestVersion else {
          throw FormatError(offset: start, message: "the program's version is too long")
        }
        version = try entry.readString(count: length)
      case nil: continue
      }
      try entry.expectEnd("an entry of the provenance")
    }
  }

  private static func metric(
    _ entry: inout ByteReader, after count: Int
  ) throws(FormatError) -> Metric {
    let value = Double(bitPattern: try entry.readUInt64())
    let start = entry.offset
    guard count < ProvenanceTag.mostMetrics,
      (1...ProvenanceTag.largestName).contains(entry.remaining)
    else {
      throw FormatError(offset: start, message: "a metric has no name, or there are too many")
    }
    return Metric(name: try entry.readString(count: entry.remaining), value: value)
  }
}
