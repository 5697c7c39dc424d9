import Bytes
import Compression
import Networks
import Tensors
import Testing

@Suite struct CompressedModelDigestTests {
  private func digest(_ compressed: CompressedModel) -> Digest {
    var builder = DigestBuilder()
    compressed.update(&builder)
    return builder.finalize()
  }

  @Test func equalModelsHaveEqualDigests() throws {
    let one = CompressedModel(try TestModels.small())
    #expect(digest(one) == digest(CompressedModel(try TestModels.small())))
    #expect(digest(one) != digest(CompressedModel(try TestModels.small(seed: 2))))
    #expect(digest(one) != digest(CompressedModel(try TestModels.branched())))
  }

  @Test func everyStepChangesTheDigest() throws {
    var random = RandomSource(seed: 1)
    var compressed = CompressedModel(try TestModels.small())
    var seen = [digest(compressed)]
    let names = compressed.model.weightedLayers.map(\.name)
    // A mask that keeps everything changes no value, but is there.
    for share in [1.0, 0.5, 0.25] {
      _ = try compressed.prune(
        keep: Dictionary(uniqueKeysWithValues: names.map { ($0, share) }))
      seen.append(digest(compressed))
    }
    for bits in [4, 3, 2] {
      _ = try compressed.quantize(
        bits: Dictionary(uniqueKeysWithValues: names.map { ($0, bits) }),
        initialization: .linear, random: &random)
      seen.append(digest(compressed))
    }
    #expect(Set(seen).count == seen.count)
  }

  @Test func aSignOfZeroChangesTheDigest() throws {
    let model = try TestModels.small()
    let bias = try #require(model.parameters.keys.first { $0.hasSuffix("bias") })
    var changed = model
    var values = try model.parameter(bias)
    values.withUnsafeMutableBufferPointer { $0[0] = 0 }
    try changed.setParameter(bias, values)
    let plus = digest(CompressedModel(changed))
    values.withUnsafeMutableBufferPointer { $0[0] = -0.0 }
    try changed.setParameter(bias, values)
    #expect(plus != digest(CompressedModel(changed)))
  }
}
