import Bytes
import Compression
import EntropyCoding
import Networks
import Tensors
import Testing

extension CoderSelection {
  /// Those that have coders.
  static var there: [CoderSelection] {
    allCases.filter { coder in
      coder == .best || LayerCoders.codes.contains { $0.name == coder.rawValue }
    }
  }
}

extension EncodingOptions {
  /// The form of the paper.
  static var paper: EncodingOptions { EncodingOptions(coder: .huffman, measuresXZ: false) }

  /// The form of today with one selection of coders.
  static func form(_ coder: CoderSelection, threads: Int = 1) -> EncodingOptions {
    EncodingOptions(coder: coder, threads: threads, measuresXZ: false)
  }
}

/// Expects two models to be the same bit by bit, masks and codebooks included.
func expectIdentical(_ a: CompressedModel, _ b: CompressedModel, _ what: String) {
  #expect(a.model.name == b.model.name, "\(what)")
  let (graph, other) = (a.model.graph, b.model.graph)
  #expect(graph.inputShape == other.inputShape, "\(what)")
  #expect(graph.nodes.map(\.name) == other.nodes.map(\.name), "\(what)")
  #expect(graph.nodes.map(\.inputs) == other.nodes.map(\.inputs), "\(what)")
  #expect(graph.nodes.map(\.outputShape) == other.nodes.map(\.outputShape), "\(what)")
  #expect(
    graph.nodes.map { AnyHashable($0.operation) } == other.nodes.map { AnyHashable($0.operation) },
    "\(what)")
  expectIdentical(a.model, b.model, what)
  #expect(a.masks == b.masks, "\(what)")
  #expect(a.codebooks == b.codebooks, "\(what)")
}

/// Expects two models to have the same values bit by bit.
func expectIdentical(_ a: Model, _ b: Model, _ what: String) {
  #expect(Array(a.parameters.keys) == Array(b.parameters.keys), "\(what)")
  for (name, tensor) in a.parameters {
    #expect(b.parameters[name]?.isBitIdentical(to: tensor) == true, "\(what): \(name)")
  }
}

/// Encodes a model, reads it back with every decoder, and expects everything to agree: values, masks,
/// codebooks, the ledger and the rows of the table. Does so in the form of today too.
@discardableResult
func expectRoundTrip(
  _ model: CompressedModel, _ options: EncodingOptions = .paper,
  _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws -> (bytes: [UInt8], report: EncodeReport) {
  for coder in CoderSelection.there where coder != .huffman {
    try expectCoded(model, .form(coder, threads: 2), "\(what) \(coder)", sourceLocation)
  }
  return try expectCoded(model, options, what, sourceLocation)
}

@discardableResult
private func expectCoded(
  _ model: CompressedModel, _ options: EncodingOptions, _ what: String, _ place: SourceLocation
) throws -> (bytes: [UInt8], report: EncodeReport) {
  let (bytes, report) = try model.encoded(options)
  let read = try CompressedModel(decoding: bytes)
  expectIdentical(model, read, what)
  #expect(try read.encoded(options).bytes == bytes, "\(what)", sourceLocation: place)
  let file = try CompressedFile(bytes)
  for threads in [1, 3] {
    expectIdentical(model.model, try file.decompressedModel(threads: threads), what)
  }
  expectBooksBalance(report, bytes.count)
  expectAgrees(try EducationalDecoder(bytes), model, what, place)
  return (bytes, report)
}

/// Expects the educational decoder to have read a model.
func expectAgrees(
  _ slow: EducationalDecoder, _ model: CompressedModel, _ what: String,
  _ place: SourceLocation = #_sourceLocation
) {
  #expect(slow.name == model.model.name, sourceLocation: place)
  #expect(slow.nodeNames == model.model.graph.nodes.map(\.name), sourceLocation: place)
  for (parameter, (name, tensor)) in zip(slow.parameters, model.model.parameters) {
    #expect(parameter.name == name, sourceLocation: place)
    #expect(
      parameter.values.map(\.bitPattern) == tensor.values.map(\.bitPattern), "\(what): \(name)",
      sourceLocation: place)
    #expect(
      parameter.kept == model.masks[name]?.kept.positions.map { Int($0) }, "\(what): \(name)",
      sourceLocation: place)
    #expect(
      parameter.codes == model.codebooks[name]?.codes.map { Int($0) }, "\(what): \(name)",
      sourceLocation: place)
    #expect(
      parameter.codebook == model.codebooks[name]?.centroids, "\(what): \(name)",
      sourceLocation: place)
  }
}

/// Expects every byte to be in the ledger, and the rows of the table to agree with it.
func expectBooksBalance(_ report: EncodeReport, _ count: Int) {
  #expect(report.bytes == count)
  #expect(report.ledger.total == count)
  #expect(report.ledger.parts.reduce(0) { $0 + $1.bytes } == count)
  for row in report.layers {
    let own = report.ledger.entries.filter { $0.layer == row.name }
    func bytes(_ parts: LedgerPart...) -> Int {
      own.reduce(0) { $0 + (parts.contains($1.part) ? $1.bytes : 0) }
    }
    #expect(bytes(.codes, .indices, .values, .codeTables) == row.streamBytes)
    #expect(bytes(.codebooks) == row.codebookBytes)
    #expect(bytes(.indices) * 8 == row.codedIndexBits)
    #expect(bytes(.codes, .values) * 8 == row.codedCodeBits)
    #expect(row.kept <= row.entries && row.entries <= row.total)
    #expect(bytes(.header) == 0)
    // What was tried and chosen is what is there, but for framing.
    let chosen = report.trials.filter { $0.layer == row.name && $0.isChosen }
    if !chosen.isEmpty {
      let streams = row.streamBytes - row.valueBytes
      let sizes = chosen.reduce(0) { $0 + $1.bytes }
      #expect(sizes >= streams - 1 && sizes <= streams + 20)
    }
  }
}
