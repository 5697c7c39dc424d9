import Bytes
import Compression
import Tensors
import Testing

/// Hostile contents of chunks.
@Suite struct DecodedChunkTests {
  private func files() throws -> [(coder: CoderSelection, file: FileBuilder)] {
    var random = RandomSource(seed: 1)
    var both = CompressedModel(try TestModels.laplacian(24, 12))
    _ = try both.prune(keep: ["ip": 0.2])
    let pruned = both
    _ = try both.quantize(bits: ["ip": 3], initialization: .linear, random: &random)
    return try CoderSelection.there.flatMap { coder in
      try [pruned, both].map { model in
        var options = EncodingOptions.form(coder)
        options.parameters = .float16
        return (coder, try FileBuilder(parsing: try model.encoded(options).bytes))
      }
    }
  }

  /// Every bit of a section flipped, with checksums that fit: read, or refused, but never trapped, and
  /// what is read is whole.
  @Test func everyFlippedBitOfASection() throws {
    for (coder, file) in try files() {
      var builder = file
      for bit in builder.sections[1].contents.indices.map({ $0 * 8 + $0 % 8 }) {
        builder.sections[1].contents[bit / 8] ^= 1 << UInt8(bit % 8)
        do throws(FormatError) {
          let model = try CompressedModel(decoding: builder.bytes)
          if !model.violations.isEmpty { Issue.record("\(coder), bit \(bit)") }
          let direct = try CompressedFile(builder.bytes).decompressedModel(threads: 2)
          expectIdentical(direct, model.model, "\(coder), bit \(bit)")
        } catch {
          #expect((0...builder.bytes.count).contains(error.offset))
        }
        builder.sections[1].contents[bit / 8] ^= 1 << UInt8(bit % 8)
      }
    }
  }

  @Test func everyTruncationOfASection() throws {
    for (coder, file) in try files() {
      var builder = file
      while !builder.sections[1].contents.isEmpty {
        builder.sections[1].contents.removeLast()
        do {
          _ = try CompressedModel(decoding: builder.bytes)
          // Zeros follow the end of an adaptive payload: without its last bytes it may be another.
          if coder != .adaptive, coder != .best {
            Issue.record("\(coder), \(builder.sections[1].contents.count) bytes")
          }
        } catch {
          #expect((0...builder.bytes.count).contains(error.offset))
        }
      }
    }
  }
}
