import Bytes
import Compression
import Foundation
import Tensors
import Testing

/// Tests/Goldens/sizes.csv: a change of compression is a difference that somebody reads.
@Suite struct SizesTests {
  private static let command = "DCSH_UPDATE_GOLDENS=1 swift test --filter SizesTests"

  private static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens/sizes.csv")

  private func models() throws -> [(name: String, model: CompressedModel)] {
    var random = RandomSource(seed: 2018)
    func compressed(
      _ model: CompressedModel, keep: Double, bits: Int
    ) throws -> CompressedModel {
      var model = model
      _ = try model.prune(keep: model.layers(keep))
      _ = try model.quantize(
        bits: model.layers(bits), initialization: .linear, iterations: 3, random: &random)
      return model
    }
    return [
      (
        "dense", try compressed(CompressedModel(try TestModels.layer(60, 20)), keep: 0.2, bits: 3)
      ),
      ("images", try compressed(CompressedModel(try TestModels.images()), keep: 0.5, bits: 4)),
      (
        "drawn",
        try compressed(CompressedModel(try TestModels.laplacian(300, 100)), keep: 0.09, bits: 5)
      ),
    ]
  }

  private var recipes: [(name: String, options: EncodingOptions)] {
    var lossy = EncodingOptions.form(.best)
    (lossy.codebooks, lossy.parameters) = (.fitted, .eightBits)
    return CoderSelection.there.map { ($0.rawValue, .form($0)) } + [("best lossy", lossy)]
  }

  private func lines() throws -> [String] {
    var lines = ["model,recipe,part,bytes"]
    for (name, model) in try models() {
      for (recipe, options) in recipes {
        let report = try model.encoded(options).report
        for (part, bytes) in report.ledger.parts {
          lines.append("\(name),\(recipe),\(part.rawValue),\(bytes)")
        }
        lines.append("\(name),\(recipe),file,\(report.bytes)")
      }
    }
    return lines
  }

  @Test func sizesAreWhatTheyWere() throws {
    let text = try lines().joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["DCSH_UPDATE_GOLDENS"] != nil {
      try text.write(to: Self.url, atomically: true, encoding: .utf8)
    }
    let committed = (try? String(contentsOf: Self.url, encoding: .utf8)) ?? ""
    let changed = zip(text.split(separator: "\n"), committed.split(separator: "\n"))
      .filter { $0 != $1 }.prefix(5).map { "\($0.1) is \($0.0) now" }
    #expect(
      committed == text,
      "sizes have changed: \(changed); if that is meant: \(Self.command)")
  }
}
