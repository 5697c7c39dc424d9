import DeepCompression
import Language
import Testing

@Suite struct SessionPredictTests {
  @Test func answersAreThoseOfTheReference() throws {
    var rig = try Rig.furnished()
    try rig.ok("train --epochs 3 --lr 0.05 --batch 20")
    let labels = try #require(rig.session.workspace.dataset).test.labels.map { Int($0) }
    let answers = try rig.answers(of: rig.model().model)
    guard case .list(let rows) = try rig.record("eval")["confusion"] else {
      throw Diagnostic("no matrix")
    }
    for actual in 0..<10 {
      let counts = (0..<10).map { predicted in
        Value.integer(zip(labels, answers).count { $0 == actual && $1 == predicted })
      }
      #expect(rows[actual] == .list(counts))
    }
  }

  @Test(arguments: ["eval", "compare"])
  func fileThatIsNoModelIsNamed(command: String) throws {
    var rig = try Rig.furnished()
    let path = try rig.folder.write("a.dcz", [1, 2, 3])
    let words = command == "compare" ? "compare model \(path)" : "eval \(path)"
    #expect(try rig.failure(words).message.hasPrefix("\(path): "))
  }
}
