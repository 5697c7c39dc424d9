import Bytes
import EntropyCoding
import Networks
import Tensors

/// Section 2, written: a weight that is pruned or shared.
enum WeightSection {
  /// A weight with what is known of it.
  struct Contents {
    let layer: WeightedLayer
    let number: Int
    let weights: Tensor
    let mask: Mask?
    let codebook: Codebook?
  }

  static func write(
    _ contents: Contents, indexBits: Int, coder: any SymbolCoder
  ) -> (section: SectionWriter, row: CodedLayer) {
    var section = SectionWriter()
    section.layer = contents.layer.name
    let streams = Streams(contents, indexBits: indexBits)
    var form: WeightForm = []
    if contents.mask != nil { form.insert(.pruned) }
    if contents.codebook != nil { form.insert(.shared) }
    section.write(.structure) { writer in
      writer.writeVarint(contents.number)
      writer.write(form.rawValue)
      if form.contains(.pruned) {
        writer.write(UInt8(indexBits))
        writer.writeVarint(streams.indices.count)
      }
    }
    var codebookBytes = 0
    if let codebook = contents.codebook {
      section.write(.structure) { $0.write(UInt8(codebook.bits)) }
      section.write(.structure) { $0.writeVarint(codebook.centroids.count) }
      let stored = codebook.pinsZero ? Array(codebook.centroids.dropFirst()) : codebook.centroids
      section.write(.codebooks) { $0.write(floats: stored) }
      codebookBytes = 4 * stored.count
    }
    var indexStream = CodedStream()
    if form.contains(.pruned) {
      indexStream = write(streams.indices, 1 << indexBits, .indices, coder, to: &section)
    }
    var codeStream = CodedStream()
    if let codebook = contents.codebook {
      codeStream = write(streams.codes, codebook.centroids.count, .codes, coder, to: &section)
    } else {
      section.write(.values) { $0.write(floats: streams.values) }
      codeStream = CodedStream(bits: 32 * streams.values.count, bytes: 4 * streams.values.count)
    }
    let row = CodedLayer(
      name: contents.layer.name, total: contents.weights.count,
      kept: contents.mask?.keptCount ?? contents.weights.count,
      entries: form.contains(.pruned) ? streams.indices.count : contents.weights.count,
      codeBits: contents.codebook?.bits ?? 32, codedCodeBits: codeStream.bits,
      indexBits: form.contains(.pruned) ? indexBits : 0, codedIndexBits: indexStream.bits,
      codebookBytes: codebookBytes, streamBytes: codeStream.bytes + indexStream.bytes)
    return (section, row)
  }

  private struct CodedStream {
    var bits = 0
    var bytes = 0
  }

  private static func write(
    _ symbols: [UInt16], _ alphabet: Int, _ part: LedgerPart, _ coder: any SymbolCoder,
    to section: inout SectionWriter
  ) -> CodedStream {
    let coded = coder.encode(symbols, alphabet: alphabet)
    section.write(.codeTables) {
      $0.write(coder.identifier)
      $0.write(bytes: coded.table)
    }
    section.write(part) { $0.write(bytes: coded.payload) }
    return CodedStream(bits: coded.payloadBits, bytes: 1 + coded.byteCount)
  }

  /// The symbols of a weight before entropy coding.
  private struct Streams {
    var indices: [UInt16] = []
    var codes: [UInt16] = []
    var values: [Float] = []

    init(_ contents: Contents, indexBits: Int) {
      switch (contents.mask?.kept.positions, contents.codebook) {
      case (let positions?, let codebook?):
        RelativeIndex.withFillers(positions, bits: indexBits) { symbol, member in
          indices.append(symbol)
          codes.append(member.map { codebook.codes[Int(positions[$0])] } ?? 0)
        }
      case (let positions?, nil):
        indices = RelativeIndex.withSkips(positions, bits: indexBits)
        values = contents.weights.withUnsafeBufferPointer { all in
          positions.map { all[Int($0)] }
        }
      case (nil, let codebook?):
        codes = codebook.codes
      case (nil, nil):
        values = contents.weights.values
      }
    }
  }
}
