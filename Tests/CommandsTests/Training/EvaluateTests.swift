import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct EvaluateTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  /// Counted in the most obvious way: by the reference executor, image by image.
  @Test mutating func countsAreThoseOfTheReference() throws {
    try rig.ok("train --epochs 3 --lr 0.05 --batch 20")
    let record = try rig.record("eval")
    let data = try #require(rig.session.workspace.dataset)
    let model = try rig.model().model
    let input = Tensor(shape: try Shape([data.test.count, 1, 28, 28])) { values in
      guard let base = values.baseAddress else { return }
      data.test.gather(0..<data.test.count, into: base)
    }
    let output = try ReferenceExecutor(model.graph).output(input, parameters: model.parameters)
    var correct = 0
    var correctInTop5 = 0
    for (row, label) in data.test.labels.enumerated() {
      let scores = (0..<10).map { output[row * 10 + $0] }
      let better = scores.filter { $0 > scores[Int(label)] }.count
      if better < 1 { correct += 1 }
      if better < 5 { correctInTop5 += 1 }
    }
    #expect(record["count"] == 150)
    #expect(record["correct"] == .integer(correct))
    #expect(try record.number("top1") == Double(correct) / 150)
    #expect(try record.number("top5") == Double(correctInTop5) / 150)
    #expect(try record.number("error") == Double(150 - correct) / 150)
    #expect(record["bytes"] == nil)
    #expect(record["ratio"] == nil)
  }

  /// One weight that is marked instead of masked spoils everything behind it.
  @Test mutating func markedWeightsSpoilTheNetwork() throws {
    try rig.ok("train --epochs 3 --lr 0.05 --batch 20; prune --keep 50%")
    let masked = try rig.record("eval")
    let marked = try rig.record("eval --nan")
    #expect(try marked.number("error") > 0.8)
    #expect(try masked.number("error") < 0.8)
    #expect(try rig.record("eval")["correct"] == masked["correct"], "the model is not touched")
  }

  @Test mutating func nothingIsMarkedWhereNothingIsPruned() throws {
    let failure = try rig.failure("eval --nan")
    #expect(failure.message == "no weight is pruned that could be marked as NaN")
  }

  @Test(arguments: ["encode", "save"])
  func fileGivesExactlyTheCountsOfTheModel(command: String) throws {
    var rig = try Rig.furnished()
    try rig.ok(
      """
      train --epochs 3 --lr 0.05 --batch 20; prune --keep 30%; retrain --epochs 2 --lr 0.05
      quantize --bits 4; retrain --epochs 1 --lr 1e-3
      """)
    let path = rig.folder.path("a.file")
    try rig.ok("\(command) \(path)")
    let model = try rig.record("eval")
    let file = try rig.record("eval \(path)")
    for name in ["count", "correct", "top1", "top5", "error", "loss", "confusion", "classes"] {
      #expect(file[name] == model[name], "\(name)")
    }
    let size = try rig.folder.bytes("a.file").count
    #expect(file["bytes"] == .integer(size))
    #expect(try file.number("ratio") == Double(4 * 12_730) / Double(size))
  }

  /// It is the file that is measured, not what is in memory.
  @Test mutating func fileIsMeasuredAndTheSessionsModelIsNot() throws {
    let path = rig.folder.path("a.dcz")
    let untrained = try rig.record("eval")
    try rig.ok("encode \(path); train --epochs 3 --lr 0.05 --batch 20")
    let state = rig.session.workspace.digest
    #expect(try rig.record("eval \(path)")["correct"] == untrained["correct"])
    #expect(try rig.record("eval")["correct"] != untrained["correct"])
    #expect(rig.session.workspace.digest == state)
    rig.session.workspace.compressed = nil
    #expect(try rig.record("eval \(path)")["correct"] == untrained["correct"])
  }

  @Test mutating func everyFourthFlippedByteIsRefused() throws {
    try rig.ok("prune --keep 5%; quantize --bits 2; encode \(rig.folder.path("a.dcz"))")
    var bytes = try rig.folder.bytes("a.dcz")
    let path = rig.folder.path("flipped.dcz")
    for index in stride(from: 0, to: bytes.count, by: 4) {
      bytes[index] ^= 1 << (index / 4 % 8)
      try rig.folder.write("flipped.dcz", bytes)
      bytes[index] ^= 1 << (index / 4 % 8)
      let error = try #require(rig.run("eval \(path)").last?.error, "byte \(index)")
      #expect(error.kind == .failure)
      #expect(error.message.hasPrefix("\(path): "))
    }
  }

  @Test(arguments: [0, 2, 3, 4, 20, 500, -1])
  func truncatedFileIsRefused(length: Int) throws {
    var rig = try Rig.furnished()
    try rig.ok("prune; quantize; encode \(rig.folder.path("a.dcz"))")
    let bytes = try rig.folder.bytes("a.dcz")
    let kept = length < 0 ? bytes.count + length : length
    let path = try rig.folder.write("cut.dcz", Array(bytes.prefix(kept)))
    let error = try rig.failure("eval \(path)")
    #expect(error.message.hasPrefix("\(path): "))
    #expect(error.help == "the file is damaged or of another kind")
  }

  @Test(arguments: [
    ("none.dcz", "no such file or directory"), ("", "is a directory"),
    ("t10k-labels-idx1-ubyte/a", "not a directory"),
  ])
  func pathsThatCannotBeReadAreRefused(name: String, cause: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("eval \(rig.folder.path(name))")
    #expect(error.message == "cannot read \(rig.folder.path(name)): \(cause)")
  }

  /// Found before a long script runs.
  @Test mutating func missingFileIsFoundByTheCheck() throws {
    let script = Parser.parse(SourceText(name: "test", text: "eval none.dcz"))
    #expect(rig.session.check(script).count == 1)
  }
}
