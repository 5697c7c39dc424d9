import Language
import Testing

@Suite struct ExitTests {
  @Test(arguments: [("exit", 0), ("exit 0", 0), ("exit 3", 3), ("exit 255", 255)])
  func codeIsAskedFor(text: String, code: Int32) throws {
    var rig = try Rig()
    #expect(rig.session.requestedExit == nil)
    let result = try rig.ok(text)
    #expect(rig.session.requestedExit == code)
    #expect(result.value == .record(Record()))
  }

  @Test(arguments: ["exit 256", "exit -1", "exit now", "exit 1.5", "exit 1 2"])
  func otherCodesAreUsageErrors(text: String) throws {
    var rig = try Rig()
    #expect(try rig.failure(text).kind == .usage)
    #expect(rig.session.requestedExit == nil)
  }

  @Test func exitInAStatementThatFailsIsNone() throws {
    var rig = try Rig()
    #expect(rig.run("[(exit), 1 / 0]").last?.error != nil)
    #expect(rig.session.requestedExit == nil)
  }
}
