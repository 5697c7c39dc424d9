import DeepCompression
import Language
import Session
import Testing

/// How trainings run in a session: progress, interruption, divergence.
@Suite struct SessionTrainingTests {
  private let interrupter = Interrupter()

  // Interruption

  @Test func cancellationBeforeTrainingChangesNothing() throws {
    var rig = try Rig.furnished(interrupter)
    interrupter.cancellation.raise()
    for command in ["train", "retrain", "eval", "continue"] {
      #expect(try rig.failure(command).kind == .interruption)
    }
    interrupter.cancellation.reset()
    #expect(rig.session.interrupted == nil)
    try rig.ok("train --epochs 1")
  }

  @Test(arguments: ["train", "retrain"])
  func interruptionChangesNothingAndIsKept(command: String) throws {
    var rig = try Rig.furnished(interrupter)
    let (origin, random) = (rig.session.workspace.digest, rig.session.workspace.random)
    // As many as a user can ask for: a product of such numbers must not trap either.
    let error = try rig.interrupt(
      "\(command) --epochs 9223372036854775807", at: .firstReport, by: interrupter)
    #expect(error.kind.exitCode == 130)
    #expect(error.help == "`continue` goes on in epoch 1")
    #expect(rig.session.workspace.random == random)
    let interrupted = try #require(rig.session.interrupted)
    #expect(interrupted.training.activity == command)
    #expect(interrupted.training.origin == origin)
    #expect(interrupted.checkpoint.position == 64)
    #expect(interrupted.seconds > 0)
    var after = random
    _ = after.next()
    #expect(interrupted.training.random == after)
  }

  @Test func completeEpochIsOffered() throws {
    var rig = try Rig.furnished(interrupter)
    let error = try rig.interrupt(
      "train --epochs 5 --lr 0", at: .endOfEpoch(2), by: interrupter)
    #expect(
      error.help
        == "`continue` goes on in epoch 3; `continue --stop` takes epoch 1, the best one")
  }

  @Test func trainingThatEndsLeavesNothingToContinue() throws {
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 5", at: .firstReport, by: interrupter)
    try rig.ok("train --epochs 1")
    #expect(rig.session.interrupted == nil)
  }

  // Divergence

  @Test func divergenceNamesLayerAndStep() throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("train --lr 1e30")
    #expect(error.kind == .failure)
    #expect(error.message.contains("the loss is no number any more"))
    #expect(error.message.contains("of epoch 1"))
    #expect(error.help?.contains("--lr") == true)
    #expect(error.help?.contains("continue --stop") == false)
  }

  // Progress

  @Test(arguments: ["train", "retrain"])
  func progressGoesForwardAndTellsOfEachEpoch(command: String) throws {
    var rig = try Rig.furnished(interrupter)
    try rig.ok("\(command) --epochs 3")
    let reports = interrupter.reports
    #expect(reports.allSatisfy { $0.activity == command })
    #expect(reports.allSatisfy { (0...1).contains($0.fraction) && $0.seconds >= 0 })
    #expect(zip(reports, reports.dropFirst()).allSatisfy { $0.fraction <= $1.fraction })
    let milestones = reports.compactMap(\.milestone)
    #expect(milestones.count == 3)
    for (index, milestone) in milestones.enumerated() {
      #expect(milestone.hasPrefix("\(command) epoch \(index + 1) of 3: loss "))
      #expect(milestone.contains("validation error "))
    }
    #expect(reports.map(\.isFinished) == reports.dropLast().map { _ in false } + [true])
    #expect(reports.last?.fraction == 1)
    #expect(reports.allSatisfy { $0.figures.count == 2 && $0.figures[0].hasPrefix("loss ") })
  }
}
