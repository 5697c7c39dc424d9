import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct TrainTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func networkLearns() throws {
    try rig.ok("load model lenet-300-100 --seed 1")
    #expect(try rig.record("eval").number("error") > 0.8)
    let record = try rig.record("train --epochs 8 --lr 0.05 --batch 20")
    #expect(record["epochs"] == 8)
    #expect((1...8).contains(try record.integer("best_epoch")))
    #expect(try record.number("top1") + record.number("error") == 1)
    #expect(try rig.record("eval").number("error") < 0.3)
  }

  /// The validation figures are those of the epoch that was kept.
  @Test mutating func bestEpochIsWhatIsKept() throws {
    let record = try rig.record("train --epochs 5 --lr 0.05 --batch 20")
    let again = try rig.record("eval --split validation")
    #expect(again["top1"] == record["top1"])
    #expect(again["error"] == record["error"])
    #expect(try abs(again.number("loss") - record.number("loss")) < 1e-9)
  }

  @Test(arguments: ["prune", "quantize", "prune; quantize"])
  func prunedOrSharedModelIsNotTrainedFreely(steps: String) throws {
    var rig = try Rig.furnished()
    try rig.ok(steps)
    let error = try rig.failure("train --epochs 1")
    #expect(error.kind == .failure)
    #expect(error.message.contains("pruned or shared"))
    #expect(error.help == "retrain trains what is left")
  }

  @Test mutating func oneNumberIsDrawn() throws {
    var random = rig.session.workspace.random
    _ = random.next()
    try rig.ok("train --epochs 1")
    #expect(rig.session.workspace.random == random)
  }

  @Test mutating func eachTrainingTakesAnotherOrder() throws {
    let model = rig.session.workspace.compressed
    let first = try rig.record("train --epochs 1")["training_loss"]
    rig.session.workspace.compressed = model
    #expect(try rig.record("train --epochs 1")["training_loss"] != first)
  }

  @Test mutating func lossThatIsNoNumberChangesNothing() throws {
    let error = try rig.failure("train --lr 1e30")
    #expect(error.kind == .failure)
    #expect(error.message.contains("the loss is no number any more"))
    #expect(error.help?.contains("--lr") == true)
  }

  @Test func modelForOtherImagesIsRefused() throws {
    var rig = try Rig.furnished()
    var graph = Graph(inputShape: try Shape([1, 27, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 27 * 28, outputs: 10))
    var random = RandomSource(seed: 1)
    rig.session.workspace.compressed = CompressedModel(
      Model(name: "narrow", graph: graph, drawnFrom: &random))
    for command in ["train", "retrain", "eval"] {
      #expect(
        try rig.failure(command).message
          == "the network takes examples of 1×27×28, but the data has 1×28×28")
    }
  }

  @Test func modelForOtherClassesIsRefused() throws {
    var rig = try Rig.furnished()
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 11))
    var random = RandomSource(seed: 1)
    rig.session.workspace.compressed = CompressedModel(
      Model(name: "wide", graph: graph, drawnFrom: &random))
    for command in ["train", "eval"] {
      #expect(
        try rig.failure(command).message
          == "the network tells 11 classes apart, but the data has 10")
    }
  }
}
