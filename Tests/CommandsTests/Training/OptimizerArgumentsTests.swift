import DeepCompression
import Language
import Testing

@Suite struct OptimizerArgumentsTests {
  @Test func everythingReachesTheTraining() throws {
    let options = try Rig.options(
      "--optimizer sgd --lr 0.03 --momentum 0.5 --nesterov --decay 5e-4 --clip 2.5")
    #expect(options.optimizer == "sgd")
    #expect(options.learningRate == 0.03)
    #expect(options.settings == OptimizerSettings(momentum: 0.5, nesterov: true))
    #expect(options.weightDecay == 5e-4)
    #expect(options.clipping == GradientClipping(maximumNorm: 2.5))
  }

  @Test func nothingGivenIsTheUsual() throws {
    let options = try Rig.options("")
    #expect(options.optimizer == "sgd")
    #expect(options.learningRate == nil)
    #expect(options.settings == OptimizerSettings(momentum: 0.9))
    #expect(options.weightDecay == 0)
    #expect(options.clipping == nil)
  }

  /// The engine's own rates, when none is given.
  @Test(arguments: [("sgd", "0.01"), ("adam", "0.001"), ("adamw", "0.001")])
  func learningRateIsTheOptimizersUnlessGiven(optimizer: String, rate: String) throws {
    func state(_ options: String) throws -> String {
      var rig = try Rig.furnished()
      return try rig.ok("train --epochs 1 --optimizer \(optimizer) \(options)").state
    }
    #expect(try state("") == state("--lr \(rate)"))
    #expect(try state("") != state("--lr 0.05"))
    let card = try #require(Rig().session.catalog.registry["train"]?.card)
    let help = try #require(card.option(named: "lr")?.help)
    #expect(help.contains(rate) && help.contains(optimizer))
  }

  @Test(arguments: ["adam", "adamw"], ["--momentum 0.9", "--nesterov"])
  func momentumIsThatOfSGD(optimizer: String, words: String) throws {
    let option = String(words.prefix { $0 != " " })
    let found = try Rig().found("train --optimizer \(optimizer) \(words)")
    #expect(
      found.map(\.message) == [
        "\(option) belongs to --optimizer sgd, not to --optimizer \(optimizer)"
      ])
    #expect(found.first?.help == "leave \(option) out, or give --optimizer sgd")
    #expect(found.first?.span?.text == words)
    #expect(try Rig().found("train --optimizer sgd \(words)").isEmpty)
  }

  @Test func gradientCannotBeLimitedToNothing() throws {
    #expect(
      try Rig().found("train --clip 0").map(\.message) == [
        "--clip takes a number above 0, not `0`"
      ])
  }
}
