import Compression
import EntropyCoding
import Tensors
import Testing

@Suite struct CompressedFileReportTests {
  private func model() throws -> CompressedModel {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.laplacian(80, 30))
    _ = try model.prune(keep: ["ip": 0.2])
    _ = try model.quantize(bits: ["ip": 4], initialization: .linear, random: &random)
    return model
  }

  /// What is stored says nothing about the paper's rate before coding.
  @Test func rateBeforeCodingIsThatOfThePaper() throws {
    let model = try model()
    for bits in [2, 5] {
      let paper = try model.encoded(
        EncodingOptions(coder: .huffman, indexBits: ["ip": bits], measuresXZ: false)
      ).report.layers[0]
      for coder in [CoderSelection.best, .rans] {
        let row = try model.encoded(
          EncodingOptions(coder: coder, indexBits: ["ip": bits], measuresXZ: false)
        ).report.layers[0]
        #expect(row.entries == paper.entries && row.indexBits == bits)
        #expect(row.rateBeforeCoding == paper.rateBeforeCoding)
        #expect(row.kept == paper.kept && row.storedEntries == row.kept)
      }
    }
  }

  /// The same, of values, where the longest distance is one shorter.
  @Test func entriesOfValues() throws {
    var model = CompressedModel(try TestModels.laplacian(80, 30))
    _ = try model.prune(keep: ["ip": 0.05])
    for bits in [1, 3, 5] {
      let options = [CoderSelection.huffman, .rans].map {
        EncodingOptions(coder: $0, indexBits: ["ip": bits], measuresXZ: false)
      }
      let entries = try options.map { try model.encoded($0).report.layers[0].entries }
      #expect(entries[0] == entries[1])
    }
  }

  /// n · H(density) + kept · H(codes), whether positions have a stream of their own or not.
  @Test func entropyIsThatOfPositionsAndCodes() throws {
    let model = try model()
    let mask = try #require(model.masks["ip.weight"])
    let codebook = try #require(model.codebooks["ip.weight"])
    let flags = (0..<mask.count).map { mask.kept[$0] ? 1 : 0 as UInt16 }
    let kept = codebook.codes.filter { $0 != 0 }
    let expected =
      orderZeroEntropy(of: flags, alphabet: 2)
      + orderZeroEntropy(of: kept, alphabet: codebook.centroids.count)
    for coder in [CoderSelection.best, .rans] {
      let row = try model.encoded(.form(coder)).report.layers[0]
      #expect(abs(row.entropyBits - expected) < 1e-6 * expected)
    }
  }

  @Test func aFileThatIsReadGivesTheSameReport() throws {
    let model = try model()
    for coder in CoderSelection.there {
      let (bytes, report) = try model.encoded(.form(coder))
      for threads in [1, 3] {
        let read = try CompressedFile(bytes).report(threads: threads)
        #expect(read.layers == report.layers && read.ledger == report.ledger)
        #expect(read.originalBytes == report.originalBytes && read.trials.isEmpty)
        #expect(read.float16Bytes * 2 == read.originalBytes)
      }
    }
  }
}
