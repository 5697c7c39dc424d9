import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct LossArgumentsTests {
  private let interrupter = Interrupter()

  /// A rig with a network in `teacher.safetensors`, and the job of a training that it teaches.
  private func taught(_ words: String) throws -> TrainingJob {
    var rig = try Rig.furnished(interrupter)
    let path = rig.folder.path("teacher.safetensors")
    rig.session.workspace.compressed = try Rig.smallModel(seed: 9)
    try rig.ok("save \(path)")
    rig.session.workspace.compressed = try Rig.smallModel()
    try rig.interrupt("train --teacher \(path) \(words)", at: .firstReport, by: interrupter)
    return try #require(rig.session.interrupted).training.job
  }

  @Test func smoothingReachesTheTraining() throws {
    #expect(try Rig.options("--smoothing 10%").loss == LossOptions(labelSmoothing: 0.1))
    #expect(try Rig.options("").loss == .plain)
  }

  @Test func teacherIsTheModelInTheFile() throws {
    let job = try taught("")
    let teacher = try #require(job.teacher)
    let expected = try Rig.smallModel(seed: 9).model
    for (name, values) in expected.parameters {
      #expect(teacher.parameters[name]?.isBitIdentical(to: values) == true)
    }
    #expect(job.options.loss.distillation == Distillation(temperature: 4, weight: 0.7))
    let other = try taught("--temperature 2 --teacher-weight 30%")
    #expect(other.options.loss.distillation == Distillation(temperature: 2, weight: 0.3))
  }

  @Test func compressedModelCanTeach() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("teacher.dcz")
    try rig.ok("train --epochs 1; prune; quantize; encode \(path)")
    rig.session.workspace.compressed = try Rig.smallModel()
    try rig.ok("train --epochs 1 --teacher \(path)")
  }

  @Test(arguments: ["--temperature 2", "--teacher-weight 50%"])
  func optionsOfATeacherNeedOne(words: String) throws {
    let found = try Rig().found("train \(words)")
    #expect(found.count == 1)
    #expect(found.first?.message.hasSuffix("belongs to --teacher") == true)
    #expect(found.first?.span?.text == words)
  }

  @Test(arguments: ["0", "0.001", "1001", "1e300"])
  func temperaturesHaveBounds(temperature: String) throws {
    #expect(
      try Rig().found("train --temperature \(temperature)").map(\.message) == [
        "--temperature takes a number from 0.01 to 1000, not `\(temperature)`"
      ])
  }

  @Test func smoothingLeavesSomethingOfTheLabel() throws {
    #expect(
      try Rig().found("train --smoothing 100%").map(\.message) == [
        "--smoothing takes a share from 0% to below 100%, not `100%`"
      ])
  }

  @Test func fileThatIsNoModelIsRefused() throws {
    var rig = try Rig.furnished()
    let path = try rig.folder.write("teacher.dcz", [1, 2, 3])
    #expect(try rig.failure("train --teacher \(path)").message.hasPrefix("\(path): "))
    let script = Parser.parse(SourceText(name: "test", text: "train --teacher none.dcz"))
    #expect(rig.session.check(script).count == 1)
  }

  @Test func teacherOfOtherClassesIsRefused() throws {
    var rig = try Rig.furnished()
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 11))
    var random = RandomSource(seed: 1)
    rig.session.workspace.compressed = CompressedModel(
      Model(name: "wide", graph: graph, drawnFrom: &random))
    let path = rig.folder.path("wide.safetensors")
    try rig.ok("save \(path)")
    rig.session.workspace.compressed = try Rig.smallModel()
    #expect(try rig.failure("train --teacher \(path)").message.contains("the teacher `wide`"))
  }
}
