import DeepCompression
import Language
import Testing

@Suite struct CompareTests {
  /// Two models that differ, the first in `a.safetensors`.
  private func rig() throws -> (rig: Rig, path: String) {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.safetensors")
    try rig.ok("train --epochs 2 --lr 0.02 --batch 20; save \(path); prune --keep 2%")
    return (rig, path)
  }

  /// Counted image by image, with the reference executor.
  @Test func countsAreThoseOfTheReference() throws {
    var (rig, path) = try rig()
    let record = try rig.record("compare \(path) model")
    let labels = try #require(rig.session.workspace.dataset).test.labels.map { Int($0) }
    let a = try rig.answers(of: ModelFile.read(path).compressed.model)
    let b = try rig.answers(of: rig.model().model)
    let right = labels.indices.map { (a[$0] == labels[$0], b[$0] == labels[$0]) }
    let onlyA = right.count { $0.0 && !$0.1 }
    let onlyB = right.count { !$0.0 && $0.1 }
    #expect(onlyA > 0)
    #expect(record["count"] == 150)
    #expect(record["both"] == .integer(right.count { $0.0 && $0.1 }))
    #expect(record["neither"] == .integer(right.count { !$0.0 && !$0.1 }))
    #expect(record["only_a"] == .integer(onlyA))
    #expect(record["only_b"] == .integer(onlyB))
    #expect(record["error_a"] == .number(Double(right.count { !$0.0 }) / 150))
    #expect(record["error_b"] == .number(Double(right.count { !$0.1 }) / 150))
    #expect(record["exact"] == true)
    #expect(record["p"] == .number(McNemar(onlyFirst: onlyA, onlySecond: onlyB).pValue))
  }

  @Test func sidesAreExchanged() throws {
    var (rig, path) = try rig()
    let one = try rig.record("compare \(path) model")
    let other = try rig.record("compare model \(path)")
    #expect(one["only_a"] == other["only_b"])
    #expect(one["error_a"] == other["error_b"])
    #expect(one["p"] == other["p"])
  }

  @Test func displaySaysWhatPMeans() throws {
    var (rig, path) = try rig()
    let text = try rig.ok("compare \(path) model").display.plainText()
    #expect(text.hasPrefix("test: error "))
    #expect(text.contains("of A (\(path))"))
    #expect(text.contains("B right  B wrong"))
    #expect(text.contains("of equally good models that disagree on "))
    let same = try rig.ok("compare model model").display.plainText()
    #expect(same.hasSuffix("no image tells them apart"))
    #expect(try rig.record("compare model model")["p"] == 1.0)
  }

  @Test func modelForOtherImagesIsRefused() throws {
    var (rig, path) = try rig()
    var graph = Graph(inputShape: try Shape([1, 27, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 27 * 28, outputs: 10))
    var random = RandomSource(seed: 1)
    rig.session.workspace.compressed = CompressedModel(
      Model(name: "narrow", graph: graph, drawnFrom: &random))
    #expect(try rig.failure("compare \(path) model").message.contains("1×27×28"))
  }

  @Test func comparingChangesNothing() throws {
    var (rig, path) = try rig()
    let digest = rig.session.workspace.digest.hex
    #expect(try rig.ok("compare \(path) model").state == digest)
  }

  @Test func dataIsNeeded() throws {
    var rig = try Rig()
    try rig.ok("load model lenet-300-100")
    #expect(try rig.failure("compare model model").message == "there is no data yet")
  }
}
