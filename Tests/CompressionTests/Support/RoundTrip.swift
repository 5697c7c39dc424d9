import Bytes
import Compression
import Networks
import Tensors
import Testing

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
  #expect(Array(a.model.parameters.keys) == Array(b.model.parameters.keys), "\(what)")
  for (name, tensor) in a.model.parameters {
    #expect(b.model.parameters[name]?.isBitIdentical(to: tensor) == true, "\(what): \(name)")
  }
  #expect(a.masks == b.masks, "\(what)")
  #expect(a.codebooks == b.codebooks, "\(what)")
}

/// Encodes a model, reads it back with both decoders, and expects everything to agree: values,
/// masks, codebooks, the ledger and the rows of the table.
@discardableResult
func expectRoundTrip(
  _ model: CompressedModel, _ options: EncodingOptions = EncodingOptions(measuresXZ: false),
  _ what: String = "", sourceLocation: SourceLocation = #_sourceLocation
) throws -> (bytes: [UInt8], report: EncodeReport) {
  let (bytes, report) = try model.encoded(options)
  let read = try CompressedModel(decoding: bytes)
  expectIdentical(model, read, what)
  #expect(try read.encoded(options).bytes == bytes, "\(what)", sourceLocation: sourceLocation)
  let slow = try EducationalDecoder(bytes)
  #expect(slow.name == model.model.name, sourceLocation: sourceLocation)
  #expect(slow.nodeNames == model.model.graph.nodes.map(\.name), sourceLocation: sourceLocation)
  for (parameter, (name, tensor)) in zip(slow.parameters, model.model.parameters) {
    #expect(parameter.name == name, sourceLocation: sourceLocation)
    #expect(
      parameter.values.map(\.bitPattern) == tensor.values.map(\.bitPattern), "\(what): \(name)",
      sourceLocation: sourceLocation)
    #expect(
      parameter.kept == model.masks[name]?.kept.positions.map { Int($0) }, "\(what): \(name)",
      sourceLocation: sourceLocation)
    #expect(
      parameter.codes == model.codebooks[name]?.codes.map { Int($0) }, "\(what): \(name)",
      sourceLocation: sourceLocation)
    #expect(
      parameter.codebook == model.codebooks[name]?.centroids, "\(what): \(name)",
      sourceLocation: sourceLocation)
  }
  expectBooksBalance(report, bytes.count)
  return (bytes, report)
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
    #expect(bytes(.indices) == (row.codedIndexBits + 7) / 8)
    #expect(bytes(.codes, .values) == (row.codedCodeBits + 7) / 8)
    #expect(row.kept <= row.entries && row.entries <= row.total)
    #expect(bytes(.biases, .header) == 0)
  }
}
