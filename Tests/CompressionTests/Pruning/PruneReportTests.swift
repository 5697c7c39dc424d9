import Compression
import Testing

@Suite struct PruneReportTests {
  @Test func densities() throws {
    var model = CompressedModel(try TestModels.small())
    let report = try model.prune(keep: ["ip1": 0.5, "ip2": 0.2])
    #expect(report.layers.map(\.density) == [0.5, 0.2])
    #expect(report.density == 18.0 / 45)
    #expect(report.layers.allSatisfy { $0.threshold > 0 })
  }
}
