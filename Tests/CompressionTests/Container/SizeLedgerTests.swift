import Compression
import Tensors
import Testing

@Suite struct SizeLedgerTests {
  private func report(keep: Double?, bits: Int?) throws -> EncodeReport {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    if let keep { _ = try model.prune(keep: ["ip1": keep]) }
    if let bits {
      _ = try model.quantize(bits: ["ip1": bits], initialization: .linear, random: &random)
    }
    return try model.encoded(.paper).report
  }

  @Test func namesOfPartsAreStable() {
    #expect(
      LedgerPart.allCases.map(\.rawValue) == [
        "codes", "indices", "values", "code tables", "codebooks", "biases", "structure",
        "provenance",
        "other sections", "header", "checksums",
      ])
  }

  @Test func everyPartIsWhatItSays() throws {
    let dense = try report(keep: nil, bits: nil).ledger
    // Frames, network and end; two sections and the digest; 30 and 15 weights; 5 and 3 biases.
    #expect(dense.bytes(of: .header) == 4)
    #expect(dense.bytes(of: .checksums) == 2 * 4 + 16)
    #expect(dense.bytes(of: .values) == 4 * 45)
    #expect(dense.bytes(of: .biases) == 4 * 8)
    #expect(dense.bytes(of: .codes) + dense.bytes(of: .indices) == 0)
    #expect(dense.parts.map(\.part) == [.values, .biases, .structure, .header, .checksums])

    let pruned = try report(keep: 0.5, bits: nil).ledger
    #expect(pruned.bytes(of: .values) == 4 * (15 + 15))
    #expect(pruned.bytes(of: .indices) > 0 && pruned.bytes(of: .codes) == 0)
    #expect(pruned.bytes(of: .checksums) == 3 * 4 + 16)

    let shared = try report(keep: nil, bits: 2).ledger
    #expect(shared.bytes(of: .codebooks) == 4 * 4)
    #expect(shared.bytes(of: .codes) > 0 && shared.bytes(of: .indices) == 0)

    // Code 0 of a pruned layer is not stored.
    #expect(try report(keep: 0.5, bits: 2).ledger.bytes(of: .codebooks) == 4 * 3)
  }

  @Test func entriesBelongToLayers() throws {
    let ledger = try report(keep: 0.5, bits: 2).ledger
    let own = Set(ledger.entries.filter { $0.layer == "ip1" }.map(\.part))
    #expect(own == [.codes, .indices, .codeTables, .codebooks, .biases, .structure, .checksums])
    #expect(
      Set(ledger.entries.map { "\($0.part) \($0.layer ?? "")" }).count == ledger.entries.count)
    #expect(ledger.entries.allSatisfy { $0.bytes > 0 })
  }
}
