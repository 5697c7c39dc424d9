import DeepCompression
import Language
import Session
import Testing

/// What `train` and `retrain` have in common.
@Suite struct TrainingArgumentsTests {
  @Test(arguments: [
    "--epochs 0", "--epochs -1", "--epochs 1.5", "--batch 0", "--optimizer rmsprop", "--lr -1",
    "--lr nan", "--lr x", "--momentum 1.1", "--momentum -0.1", "--decay -1", "--schedule linear",
    "--shift -1", "--shift 65", "--epochs 99999999999999999999", "--epoch", "12", "--clip -1",
    "--every -1", "--factor 1.1", "--wait 0", "--warmup -1", "--smoothing 2", "--mixup -1",
    "--crop 101%", "--rotate 181", "--zoom -1%", "--shear 90", "--patience 0", "--flip 3",
    "--teacher-weight 2", "--temperature -1", "--lr 1e31", "--decay 1e300", "--clip 0",
    "--factor 0", "--every 0", "--smoothing 100%", "--crop 0%", "--zoom 100%",
  ])
  func optionsOutOfRangeAreUsageErrors(options: String) throws {
    for command in ["train", "retrain"] {
      #expect(try Rig().found("\(command) \(options)").count == 1)
    }
  }

  @Test func nearestOptionIsProposed() throws {
    var rig = try Rig.furnished()
    #expect(try rig.failure("train --epoch 12").help == "did you mean --epochs?")
  }

  @Test func everythingReachesTheTraining() throws {
    let options = try Rig.options("--epochs 7 --batch 32 --patience 3 --freeze ip2")
    #expect(options.epochs == 7)
    #expect(options.batch == 32)
    #expect(options.patience == 3)
    #expect(options.frozen == ["ip2.weight", "ip2.bias"])
    #expect(options.threads == 2)
    #expect(try Rig.options("").patience == nil)
    #expect(try Rig.options("").frozen.isEmpty)
  }

  /// Each option does something.
  @Test(arguments: [
    "--epochs 2", "--batch 32", "--optimizer adam", "--optimizer adamw", "--lr 0.02",
    "--momentum 0", "--nesterov", "--decay 0.1", "--clip 0.01", "--schedule constant",
    "--schedule step", "--warmup 1", "--smoothing 10%", "--mixup 1", "--shift 2", "--flip",
    "--crop 50%", "--rotate 10", "--zoom 10%", "--shear 10", "--freeze ip1",
  ])
  func optionChangesTheOutcome(option: String) throws {
    func state(_ options: String) throws -> String {
      var rig = try Rig.furnished()
      let words = options.contains("--epochs") ? options : "--epochs 1 \(options)"
      return try rig.ok("train \(words)").state
    }
    #expect(try state(option) != state(""))
  }

  /// Without a step there is nothing better than the first epoch.
  @Test func patienceEndsTheTraining() throws {
    var rig = try Rig.furnished()
    let record = try rig.record("train --epochs 9 --lr 0 --patience 2")
    #expect(record["epochs"] == 3)
    #expect(record["best_epoch"] == 1)
    #expect(record["stopped_early"] == true)
  }

  /// A minibatch is never larger than the training set, whatever was asked for.
  @Test func largestNumbersAreNoTrouble() throws {
    func state(_ batch: String) throws -> String {
      var rig = try Rig.furnished()
      return try rig.ok("train --epochs 1 --batch \(batch)").state
    }
    #expect(try state("9223372036854775807") == state("400"))
  }
}
