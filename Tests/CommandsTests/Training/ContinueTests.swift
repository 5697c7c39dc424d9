import DeepCompression
import Language
import Session
import Testing

@Suite struct ContinueTests {
  private let interrupter = Interrupter()

  /// Everything of a result but times.
  private func figures(_ record: Record) -> Record {
    var figures = record
    for name in ["seconds", "images_per_second"] { figures[name] = nil }
    return figures
  }

  // Going on

  @Test(arguments: [
    ("train --epochs 3 --lr 0.05 --batch 20", [Interrupter.Moment.firstReport]),
    ("train --epochs 3 --lr 0.05 --batch 20", [.endOfEpoch(1)]),
    ("train --epochs 3", [.firstReport, .firstReport, .endOfEpoch(2), .firstReport]),
    (
      "train --epochs 3 --optimizer adam --schedule cosine --warmup 1 --mixup 0.4 --shift 2",
      [.firstReport, .endOfEpoch(1), .firstReport]
    ),
    (
      "retrain --epochs 4 --schedule plateau --wait 1 --lr 0.05 --patience 2",
      [.endOfEpoch(1), .endOfEpoch(2)]
    ),
  ])
  func resultIsThatOfATrainingThatNeverStopped(
    command: String, moments: [Interrupter.Moment]
  ) throws {
    let steps = command.hasPrefix("retrain") ? "prune --keep 30%; quantize --bits 4" : "echo begin"
    var whole = try Rig.furnished()
    try whole.ok(steps)
    let expected = try whole.ok(command)

    var rig = try Rig.furnished(interrupter)
    try rig.ok(steps)
    try rig.interrupt(command, at: moments[0], by: interrupter)
    for moment in moments.dropFirst() {
      try rig.interrupt("continue", at: moment, by: interrupter)
    }
    let result = try rig.ok("continue")
    #expect(result.state == expected.state)
    #expect(rig.session.workspace.random == whole.session.workspace.random)
    guard case .record(let figures) = result.value, case .record(let others) = expected.value
    else { throw Diagnostic("no records") }
    #expect(self.figures(figures) == self.figures(others))
    #expect(rig.session.interrupted == nil)
    #expect(try rig.ok("eval").value?["correct"] == whole.ok("eval").value?["correct"])
  }

  @Test func progressGoesOnCounting() throws {
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 3", at: .endOfEpoch(1), by: interrupter)
    let first = interrupter.reports.count
    try rig.ok("continue")
    let reports = interrupter.reports.dropFirst(first)
    #expect(
      reports.compactMap(\.milestone).map { $0.prefix { $0 != ":" } }
        == ["train epoch 2 of 3", "train epoch 3 of 3"])
    let last = try #require(interrupter.reports.prefix(first).last)
    #expect(reports.allSatisfy { $0.fraction >= last.fraction && $0.seconds >= last.seconds })
  }

  // Stopping

  @Test func stopTakesTheBestCompleteEpoch() throws {
    var two = try Rig.furnished()
    let expected = try two.ok("train --epochs 2 --lr 0.05 --schedule constant")
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt(
      "train --epochs 7 --lr 0.05 --schedule constant", at: .endOfEpoch(2), by: interrupter)
    try rig.interrupt("continue", at: .firstReport, by: interrupter)
    #expect(try rig.ok("continue --stop").state == expected.state)
    #expect(rig.session.interrupted == nil)
  }

  @Test func withoutACompleteEpochThereIsNothingToTake() throws {
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 2", at: .firstReport, by: interrupter)
    let error = try rig.failure("continue --stop")
    #expect(error.message == "no epoch of the training is complete")
    #expect(error.help == "`continue` goes on")
    try rig.ok("continue")
  }

  // Divergence

  /// The decay makes weights grow fivefold with every step, which floats bear for one epoch.
  private static let diverging =
    "train --epochs 9 --batch 20 --lr 0.01 --momentum 0 --decay 600"

  @Test func afterDivergenceOnlyStopIsPossible() throws {
    var rig = try Rig.furnished()
    let error = try rig.failure(ContinueTests.diverging)
    #expect(error.message.contains("of epoch 2"))
    #expect(error.help?.contains("`continue --stop` takes epoch 1, the best one") == true)
    #expect(error.help?.contains("`continue` ") == false)

    let refusal = try rig.failure("continue")
    #expect(refusal.kind == .failure)
    #expect(refusal.message == "the training cannot go on: \(error.message)")
    #expect(refusal.help == error.help)

    let before = rig.session.workspace.digest
    let record = try rig.record("continue --stop")
    #expect(record["epochs"] == 1)
    #expect(record["best_epoch"] == 1)
    #expect(rig.session.workspace.digest != before)
    try rig.model().model.requireFinite()
  }

  @Test func divergenceInTheFirstEpochLeavesNothing() throws {
    var rig = try Rig.furnished()
    _ = try rig.failure("train --lr 1e30")
    let error = try rig.failure("continue --stop")
    #expect(error.message == "no epoch of the training is complete")
    #expect(error.help?.contains("--lr") == true)
  }

  @Test func divergenceAfterAnInterruptionIsTheSame() throws {
    var whole = try Rig.furnished()
    let expected = try whole.failure(ContinueTests.diverging)
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt(ContinueTests.diverging, at: .endOfEpoch(1), by: interrupter)
    #expect(try rig.failure("continue").message == expected.message)
    #expect(rig.session.interrupted?.divergence != nil)
  }

  // Refusals

  @Test(arguments: ["continue", "continue --stop"])
  func nothingInterruptedIsNothingToContinue(command: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure(command)
    #expect(error.message == "no training was interrupted")
    try rig.ok("train --epochs 1")
    #expect(try rig.failure(command).message == "no training was interrupted")
  }

  @Test(arguments: ["prune", "load model lenet-300-100", "quantize --init random"])
  func sessionThatHasChangedIsRefused(change: String) throws {
    var rig = try Rig.furnished(interrupter)
    let before = rig.session.workspace
    try rig.interrupt("train --epochs 2", at: .endOfEpoch(1), by: interrupter)
    try rig.ok(change)
    for command in ["continue", "continue --stop"] {
      let error = try rig.failure(command)
      #expect(error.message == "the session has changed since train was interrupted")
    }
    rig.session.workspace = before
    try rig.ok("continue")
  }

  /// The statement fails as a whole, and the training can be continued again.
  @Test func statementThatFailsLaterKeepsTheTraining() throws {
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 2", at: .firstReport, by: interrupter)
    _ = try rig.failure("[(continue), 1 / 0]")
    #expect(rig.session.interrupted != nil)
    try rig.ok("continue")
  }

  @Test func lookingAtThingsIsNoChange() throws {
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 2", at: .firstReport, by: interrupter)
    try rig.ok("eval; show; x = 3; continue")
  }
}
