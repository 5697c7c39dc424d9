import Commands
import DeepCompression
import Language
import Session
import Testing

@Suite struct TrainingResultTests {
  @Test func resultIsSummedUpInALine() throws {
    var rig = try Rig.furnished()
    let text = try rig.ok("train --epochs 2").display.plainText()
    #expect(text.hasPrefix("best of 2 epochs: "))
    #expect(text.contains("validation error "))
    #expect(!text.contains("\n"))
    #expect(try rig.ok("train --epochs 1").display.plainText().hasPrefix("best of 1 epoch: 1, "))
  }

  @Test func fieldsAreThoseOfTheBestEpoch() throws {
    var rig = try Rig.furnished()
    let record = try rig.record("train --epochs 2 --batch 100")
    #expect(record.names == Catalog.fields(of: "train"))
    #expect(record["epochs"] == 2)
    #expect(record["stopped_early"] == false)
    #expect(record["shards"] == 4)
    #expect(try record.number("top1") + record.number("error") == 1)
  }

  @Test func earlyEndIsSaid() throws {
    var rig = try Rig.furnished()
    let text = try rig.ok("train --epochs 9 --lr 0 --patience 1").display.plainText()
    #expect(text.hasPrefix("best of 2 epochs, stopped early: 1, "))
  }

  /// What is left of a training tells the same of its epochs as one that ended there.
  @Test func stoppedTrainingCountsItsCompleteEpochs() throws {
    let interrupter = Interrupter()
    var rig = try Rig.furnished(interrupter)
    let whole = try rig.record("train --epochs 2 --schedule constant")
    rig = try Rig.furnished(interrupter)
    try rig.interrupt(
      "train --epochs 9 --schedule constant", at: .endOfEpoch(2), by: interrupter)
    let stopped = try rig.record("continue --stop")
    for name in ["epochs", "loss", "top1", "error", "best_epoch", "training_loss", "shards"] {
      #expect(stopped[name] == whole[name], "\(name)")
    }
    #expect(stopped["stopped_early"] == true)
    #expect(try stopped.number("images_per_second") > 0)
    #expect(try stopped.number("seconds") > 0)
  }
}
