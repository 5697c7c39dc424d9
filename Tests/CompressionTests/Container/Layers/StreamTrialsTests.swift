import Compression
import Tensors
import Testing

@Suite struct StreamTrialsTests {
  private func models() throws -> [CompressedModel] {
    var random = RandomSource(seed: 1)
    return try [0.02, 0.1, 0.5, 0.9, 1].flatMap { keep in
      try [1, 3, 6].map { bits in
        var model = CompressedModel(try TestModels.laplacian(60, 40))
        _ = try model.prune(keep: ["ip": keep])
        _ = try model.quantize(bits: ["ip": bits], initialization: .linear, random: &random)
        return model
      }
    }
  }

  /// What is chosen is the smallest of what was tried, and no single family makes a smaller file.
  @Test func bestIsTheSmallest() throws {
    for model in try models() {
      let (bytes, report) = try model.encoded(.form(.best))
      func least(_ stream: CoderTrial.Stream) -> Int {
        report.trials.filter { $0.stream == stream }.map(\.bytes).min() ?? 0
      }
      let chosen = report.trials.filter(\.isChosen)
      #expect(
        chosen.map(\.stream) == [.both] || chosen.map(\.stream) == [.positions, .codes])
      for trial in chosen { #expect(trial.bytes == least(trial.stream)) }
      for coder in CoderSelection.there {
        #expect(try model.encoded(.form(coder)).bytes.count >= bytes.count, "\(coder)")
      }
    }
  }

  /// What each trial says it would have cost, it costs: with one family alone the file says so.
  @Test func costsAreThoseOfFiles() throws {
    for model in try models() {
      let best = try model.encoded(.form(.best)).report.trials
      for coder in CoderSelection.there where coder != .best && coder != .huffman {
        for trial in try model.encoded(.form(coder)).report.trials {
          #expect(
            best.contains {
              $0.coder == trial.coder && $0.stream == trial.stream && $0.bytes == trial.bytes
            })
        }
      }
    }
  }

  @Test func cancellationIsNoticed() throws {
    let model = try models()[0]
    // Small models may be done before anybody asks.
    for coder in CoderSelection.there {
      do {
        _ = try model.encoded(.form(coder), isCancelled: { true })
      } catch {
        #expect(error == .cancelled)
      }
    }
    var large = CompressedModel(try TestModels.laplacian(400, 400))
    _ = try large.prune(keep: ["ip": 0.3])
    #expect(throws: CompressionError.cancelled) {
      try large.encoded(EncodingOptions(), isCancelled: { true })
    }
  }
}
