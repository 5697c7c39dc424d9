import Bytes
import Compression
import Tensors
import Testing

@Suite struct CompressedFileDecodeTests {
  private func large() throws -> CompressedModel {
    var random = RandomSource(seed: 1)
    // Two chunks: 2²¹ weights are not enough.
    var model = CompressedModel(try TestModels.layer(1000, 2200))
    _ = try model.prune(keep: ["ip": 0.05])
    _ = try model.quantize(bits: ["ip": 5], initialization: .linear, random: &random)
    return model
  }

  @Test func layersOfSeveralChunks() throws {
    let model = try large()
    for coder in CoderSelection.there where coder != .huffman && coder != .best {
      let bytes = try model.encoded(.form(coder, threads: 3)).bytes
      if coder == .rans { #expect(try model.encoded(.form(coder)).bytes == bytes) }
      let file = try CompressedFile(bytes)
      for threads in [1, 3] {
        expectIdentical(
          try file.decompressedModel(threads: threads), model.model, "\(coder) \(threads)")
      }
      expectIdentical(try file.compressedModel(threads: 2), model, "\(coder)")
    }
  }

  @Test func oneLayerAlone() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5])
    _ = try model.quantize(bits: ["ip2": 2], initialization: .linear, random: &random)
    for coder in CoderSelection.there {
      let file = try CompressedFile(try model.encoded(.form(coder)).bytes)
      #expect(file.layers.map(\.name) == ["ip1", "ip2"])
      #expect(file.layers.map(\.parameter) == ["ip1.weight", "ip2.weight"])
      for (name, tensor) in model.model.parameters {
        #expect(try file.parameter(name)?.isBitIdentical(to: tensor) == true)
      }
      #expect(try file.parameter("ip3.weight") == nil)
    }
  }

  /// A damaged layer is no obstacle to the others.
  @Test func aDamagedLayerIsNoObstacleToOthers() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5, "ip2": 0.5])
    var builder = try FileBuilder(parsing: try model.encoded(.form(.best)).bytes)
    builder.sections[1].contents.removeLast()
    let file = try CompressedFile(builder.bytes)
    #expect(throws: FormatError.self) { try file.parameter("ip1.weight") }
    #expect(throws: FormatError.self) { try file.decompressedModel() }
    #expect(try file.parameter("ip2.weight") != nil)
  }
}
