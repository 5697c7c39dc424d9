import DeepCompression
import Language
import Session
import Synchronization
import SyntheticData
import Testing

/// What `train` and `retrain` have in common.
@Suite struct TrainingArgumentsTests {
  /// Keeps all reports, and may stop the command at one of them.
  private final class Witness: ProgressReporter {
    let reports = Mutex<[Progress]>([])
    let cancellation: Cancellation?

    init(cancellation: Cancellation? = nil) { self.cancellation = cancellation }

    func report(_ progress: Progress) {
      reports.withLock { $0.append(progress) }
      cancellation?.raise()
    }

    var all: [Progress] { reports.withLock { $0 } }
  }

  @Test(arguments: [
    "--epochs 0", "--epochs -1", "--epochs 1.5", "--batch 0", "--optimizer rmsprop", "--lr -1",
    "--lr nan", "--lr x", "--momentum 1.1", "--momentum -0.1", "--decay -1", "--schedule linear",
    "--shift -1", "--shift 65", "--epochs 99999999999999999999", "--epoch", "12",
  ])
  func optionsOutOfRangeAreUsageErrors(options: String) throws {
    for command in ["train", "retrain"] {
      var rig = try Rig.furnished()
      #expect(try rig.failure("\(command) \(options)").kind == .usage)
    }
  }

  @Test func nearestOptionIsProposed() throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("train --epoch 12").help == "did you mean --epochs?")
  }

  /// The engine's own rates, when none is given.
  @Test(arguments: [("sgd", "0.1"), ("adam", "0.001")])
  func learningRateIsTheOptimizersUnlessGiven(optimizer: String, rate: String) throws {
    func state(_ options: String) throws -> String {
      var rig = try Rig.furnished()
      return try rig.ok("train --epochs 1 --optimizer \(optimizer) \(options)").state
    }
    #expect(try state("") == state("--lr \(rate)"))
    #expect(try state("") != state("--lr 0.05"))
    let help = try #require(Rig().session.catalog.registry["train"]?.card.option(named: "lr")?.help)
    #expect(help.contains("\(rate) for \(optimizer)"))
  }

  /// Each option does something.
  @Test(arguments: [
    "--epochs 2", "--batch 32", "--optimizer adam", "--lr 0.01", "--momentum 0", "--decay 0.1",
    "--schedule cosine", "--shift 2",
  ])
  func optionChangesTheOutcome(option: String) throws {
    func state(_ options: String) throws -> String {
      var rig = try Rig.furnished()
      let words = options.contains("--epochs") ? options : "--epochs 1 \(options)"
      return try rig.ok("train \(words)").state
    }
    #expect(try state(option) != state(""))
  }

  /// A minibatch is never larger than the training set, whatever was asked for.
  @Test func largestNumbersAreNoTrouble() throws {
    func state(_ batch: String) throws -> String {
      var rig = try Rig.furnished()
      return try rig.ok("train --epochs 1 --batch \(batch)").state
    }
    #expect(try state("9223372036854775807") == state("400"))
  }

  // Interruption

  @Test func cancellationBeforeTrainingChangesNothing() throws {
    let cancellation = Cancellation()
    var rig = try Rig.furnished(cancellation: cancellation)
    cancellation.raise()
    for command in ["train", "retrain", "eval"] {
      #expect(try rig.failure(command).kind == .interruption)
    }
    cancellation.reset()
    try rig.ok("train --epochs 1")
  }

  @Test(arguments: ["train", "retrain"])
  func cancellationDuringTrainingChangesNothing(command: String) throws {
    let cancellation = Cancellation()
    var rig = try Rig.furnished(
      progress: Witness(cancellation: cancellation), cancellation: cancellation)
    // As many as a user can ask for: a product of such numbers must not trap either.
    let error = try rig.failure("\(command) --epochs 9223372036854775807")
    #expect(error.kind == .interruption)
    #expect(error.kind.exitCode == 130)
  }

  // Progress

  @Test(arguments: ["train", "retrain"])
  func progressGoesForwardAndTellsOfEachEpoch(command: String) throws {
    let witness = Witness()
    var rig = try Rig.furnished(progress: witness)
    try rig.ok("\(command) --epochs 3")
    let reports = witness.all
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

  @Test func resultIsSummedUpInALine() throws {
    var rig = try Rig.furnished()
    let text = try rig.ok("train --epochs 2").display.plainText()
    #expect(text.hasPrefix("best of 2 epochs: "))
    #expect(text.contains("validation error "))
    #expect(!text.contains("\n"))
  }
}
