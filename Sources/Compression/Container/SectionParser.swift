import Bytes
import Networks

/// The sections of a file as they come: which parameter is where.
struct SectionParser {
  private(set) var network: ReadNetwork
  private let slots: [(name: String, layer: String, slot: ParameterSlot)]
  private var sources: [StoredParameter.Source?]
  private var sections: [FileFrame.Section?]
  /// Whether there is no place for section 3 any more.
  private var hasPlain: Bool

  /// Takes the first section that is not optional.
  init(
    _ kind: SectionKind, _ section: FileFrame.Section, fileBytes: Int
  ) throws(FormatError) {
    var contents = section.contents
    func check(_ graph: Graph) throws(FormatError) {
      try SectionParser.checkSize(graph, fileBytes: fileBytes, at: section.offset)
    }
    var values: [PlainValues?] = []
    switch kind {
    case .network:
      network = try NetworkSection.read(&contents)
      try check(network.graph)
    case .compactNetwork:
      (network, values) = try CompactNetworkSection.read(&contents, check: check)
    default: throw FormatError(offset: section.offset, message: "the network does not come first")
    }
    let isCompact = kind == .compactNetwork
    hasPlain = isCompact
    slots = network.graph.nodes.flatMap { node in
      node.parameters.map { ($0.name, node.name, $0.slot) }
    }
    sources = isCompact ? values.map { $0.map { .plain($0) } } : slots.map { _ in nil }
    sections = slots.map { _ in nil }
  }

  /// Refuses parameters that a file of this size cannot stand for, before memory is taken.
  private static func checkSize(
    _ graph: Graph, fileBytes: Int, at offset: Int
  ) throws(FormatError) {
    var total = 0
    for (name, slot) in graph.nodes.flatMap(\.parameters) {
      let (sum, overflow) = total.addingReportingOverflow(slot.shape.count)
      guard !overflow, sum <= fileBytes * (Container.largestExpansion / 4) else {
        throw FormatError(
          offset: offset,
          message: "`\(name)` is larger than a file of \(fileBytes) bytes can stand for")
      }
      total = sum
    }
  }

  /// Takes another section.
  mutating func add(_ kind: SectionKind, _ section: FileFrame.Section) throws(FormatError) {
    switch kind {
    case .network, .compactNetwork:
      throw FormatError(offset: section.offset, message: "there is a second network")
    case .codedWeight, .codedLayer:
      var reader = section.contents
      let number = try weight(&reader)
      sources[number] = kind == .codedWeight ? .weight(reader) : .layer(reader)
      sections[number] = section
    case .plainParameters: try addPlain(section)
    case .provenance: break
    }
  }

  private func weight(_ reader: inout ByteReader) throws(FormatError) -> Int {
    let start = reader.offset
    let number = try reader.readVarint(limit: max(0, slots.count - 1), "a parameter")
    guard slots.indices.contains(number), slots[number].slot.role == .weight else {
      throw FormatError(offset: start, message: "parameter \(number) is not a weight")
    }
    guard sources[number] == nil else {
      throw FormatError(offset: start, message: "`\(slots[number].name)` is there twice")
    }
    return number
  }

  /// Plain parameters are what has no section of its own: known only once all those were seen.
  private mutating func addPlain(_ section: FileFrame.Section) throws(FormatError) {
    guard !hasPlain else {
      throw FormatError(
        offset: section.offset, message: "there is a second section of plain parameters")
    }
    hasPlain = true
    var reader = section.contents
    for number in slots.indices where sources[number] == nil {
      let (name, _, slot) = slots[number]
      sources[number] = .plain(try PlainValues(.float32, name: name, shape: slot.shape, &reader))
    }
    try reader.expectEnd("the section of plain parameters")
  }

  /// All parameters.
  /// - Parameter offset: where the sections end.
  func finish(at offset: Int) throws(FormatError) -> [StoredParameter] {
    var result: [StoredParameter] = []
    for (number, (name, layer, slot)) in slots.enumerated() {
      guard let source = sources[number] else {
        throw FormatError(offset: offset, message: "there are no values for `\(name)`")
      }
      result.append(
        StoredParameter(
          name: name, layer: layer, slot: slot, source: source, section: sections[number]))
    }
    return result
  }
}
