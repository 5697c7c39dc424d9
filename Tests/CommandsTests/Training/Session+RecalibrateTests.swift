import DeepCompression
import Language
import Testing

/// The automatic recalibration; the command itself is tested beside this.
@Suite struct SessionRecalibrateTests {
  private func normalised(hasData: Bool = true) throws -> Rig {
    var rig = try Rig.furnished()
    rig.session.workspace.compressed = try Rig.normalisedModel()
    if !hasData { rig.session.workspace.dataset = nil }
    return rig
  }

  private func mean(_ rig: Rig) throws -> Tensor { try rig.model().model.parameter("bn1.mean") }

  @Test(arguments: ["prune --keep 50%", "quantize --bits 3"])
  func changedWeightsAreFollowedByNewStatistics(command: String) throws {
    var rig = try normalised()
    let result = try rig.ok(command)
    #expect(result.value?["recalibrated"] == true)
    #expect(result.display.plainText().contains("recalibrated on training images"))
    #expect(try !mean(rig).isBitIdentical(to: Tensor(zeros: .vector(16))))
    #expect(try rig.model().violations.isEmpty)
  }

  @Test(arguments: ["prune --keep 50%", "quantize --bits 3"])
  func withoutDataItIsSaidToBeDue(command: String) throws {
    var rig = try normalised(hasData: false)
    let result = try rig.ok(command)
    #expect(result.value?["recalibrated"] == false)
    #expect(result.display.plainText().hasSuffix("load data, then recalibrate"))
    #expect(try mean(rig).isBitIdentical(to: Tensor(zeros: .vector(16))))
  }

  @Test func dataThatDoesNotFitIsNoTrouble() throws {
    var rig = try Rig.furnished()
    try rig.ok("load model resnet-20")
    #expect(try rig.record("prune")["recalibrated"] == false)
  }

  /// No random number is drawn, so that older recordings give the same.
  @Test(arguments: ["prune", "quantize"])
  func modelWithoutStatisticsIsLeftAlone(command: String) throws {
    var rig = try Rig.furnished()
    var random = rig.session.workspace.random
    let result = try rig.ok(command)
    #expect(result.value?["recalibrated"] == false)
    #expect(!result.display.plainText().contains("recalibrate"))
    if command == "quantize" { _ = random.next() }
    #expect(rig.session.workspace.random == random)
  }
}
