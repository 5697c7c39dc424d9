import Compression
import Tensors
import Testing

@Suite struct QuantizeReportTests {
  @Test func countsWhatWasShared() throws {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5])
    let report = try model.quantize(
      bits: ["ip1": 2, "ip2": 2], initialization: .linear, random: &random)
    #expect(report.layers.map(\.weights) == [15, 15])
    #expect(report.layers.map(\.clusters).allSatisfy { (2...4).contains($0) })
    #expect(report.layers.allSatisfy { $0.squaredError > 0 })
  }
}
