import DeepCompression
import Language
import Testing

@Suite struct PruneTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func reportCountsWhatIsLeft() throws {
    let record = try rig.record("prune --keep ip1=10%,ip2=35%")
    // 12,544 and 160 weights.
    #expect(record["nonzero"] == .integer(1254 + 56))
    #expect(record["total"] == 12_704)
    #expect(try record.number("density") == 1310.0 / 12_704)
    let layers = try record.records("layers")
    #expect(layers.map { $0["name"] } == ["ip1", "ip2"])
    #expect(layers.map { $0["nonzero"] } == [1254, 56])
    #expect(layers.map { $0["total"] } == [12_544, 160])
    #expect(try layers.map { try $0.number("density") } == [1254.0 / 12_544, 56.0 / 160])
  }

  /// Held against all weights, one by one.
  @Test mutating func smallestWeightsGo() throws {
    let before = try rig.model().model.parameter("ip2.weight")
    let layers = try rig.record("prune --keep ip2=25%").records("layers")
    let threshold = try layers[0].number("threshold")
    let after = try rig.model().model.parameter("ip2.weight")
    for index in 0..<before.count {
      let isKept = Double(before[index].magnitude) >= threshold
      #expect(after[index].bitPattern == (isKept ? before[index].bitPattern : 0))
    }
    #expect((0..<after.count).filter { after[$0] != 0 }.count == 40)
  }

  @Test mutating func aThresholdSaysWhatIsLeft() throws {
    let before = try rig.model().model.parameter("ip2.weight")
    let record = try rig.record("prune --threshold ip2=0.2")
    let after = try rig.model().model.parameter("ip2.weight")
    for index in 0..<before.count {
      let isKept = before[index].magnitude >= 0.2
      #expect(after[index].bitPattern == (isKept ? before[index].bitPattern : 0))
    }
    #expect(try record.records("layers").map { $0["name"] } == ["ip2"])
    #expect(try rig.model().masks["ip1.weight"] == nil)
  }

  @Test mutating func sharesAndThresholdsExcludeEachOther() throws {
    let found = try rig.found("prune --keep 20% --threshold 0.1")
    #expect(found.map(\.message) == ["--keep and --threshold both say what is left"])
    #expect(found.first?.span?.text == "--threshold 0.1" && found.first?.help == "give one of them")
  }

  @Test(arguments: [("-1", "-1"), ("ip1=0.1,ip2=-0.5", "-0.5")])
  mutating func thresholdsAreNotNegative(words: String, part: String) throws {
    let found = try rig.found("prune --threshold \(words)")
    #expect(
      found.map(\.message) == ["--threshold takes a number of at least 0, not `\(part)`"])
  }

  @Test mutating func whatIsPrunedStaysPruned() throws {
    try rig.ok("prune --keep 10%")
    let first = try #require(try rig.model().masks["ip1.weight"])
    #expect(try rig.record("prune --keep 50%")["nonzero"] == .integer(1254 + 16))
    #expect(try rig.model().masks["ip1.weight"] == first)
    #expect(try rig.record("prune --keep 5%")["nonzero"] == .integer(627 + 8))
    let second = try #require(try rig.model().masks["ip1.weight"])
    #expect(second.kept.positions.allSatisfy { first.kept[Int($0)] })
  }

  @Test mutating func sharedWeightsStayShared() throws {
    try rig.ok("quantize --bits 3; prune --keep 50%")
    let model = try rig.model()
    #expect(model.violations.isEmpty)
    #expect(model.codebooks.values.allSatisfy { $0.pinsZero })
    #expect(model.keptCount == 6352)
  }

  @Test(arguments: [("0%", 0), ("100%", 12_704)])
  func nothingAndEverythingCanBeKept(share: String, count: Int) throws {
    var rig = try Rig.furnished()
    #expect(try rig.record("prune --keep \(share)")["nonzero"] == .integer(count))
  }

  @Test(arguments: ["120%", "-1%", "1.01", "8", "ip1=120%", "ip1=8%,ip2=x", "''"])
  func shareOutsideIsAUsageError(share: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("prune --keep \(share)")
    #expect(error.kind == .usage)
    #expect(error.kind.exitCode == 2)
    #expect(error.message.hasPrefix("--keep takes a share between 0 and 100 %"))
    // Found before anything runs, too.
    let script = Parser.parse(SourceText(name: "test", text: "prune --keep \(share)"))
    #expect(rig.session.check(script).map(\.message) == [error.message])
  }

  @Test mutating func tableShowsEachLayerAndTheSum() throws {
    let text = try rig.ok("prune --keep 25%").display.plainText()
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.contains { $0.starts(with: ["ip1", "12,544", "3,136", "25.00%"]) })
    #expect(lines.contains { $0.starts(with: ["ip2", "160", "40", "25.00%"]) })
    #expect(lines.contains(["all", "layers", "12,704", "3,176", "25.00%"]))
  }
}
