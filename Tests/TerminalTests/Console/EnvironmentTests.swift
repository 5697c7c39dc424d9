import Terminal
import Testing

@Suite struct EnvironmentTests {
  @Test func emptyVariablesCountAsUnset() {
    #expect(Environment(["NO_COLOR": ""])["NO_COLOR"] == nil)
    #expect(Environment(["NO_COLOR": "1"])["NO_COLOR"] == "1")
  }

  @Test func theProcessHasAPath() {
    #expect(Environment.process["PATH"] != nil)
  }

  @Test func aTerminalIsDumbWithoutItsName() {
    #expect(Environment([:]).isDumb)
    #expect(Environment(["TERM": "dumb"]).isDumb)
    #expect(!Environment(["TERM": "xterm"]).isDumb)
  }

  @Test func theStateFolderFollowsXDG() {
    let absolute = Environment(["XDG_STATE_HOME": "/s", "HOME": "/h"])
    #expect(absolute.stateFolder == "/s/dcsh")
    let relative = Environment(["XDG_STATE_HOME": "s", "HOME": "/h"])
    #expect(relative.stateFolder == "/h/.local/state/dcsh")
    #expect(Environment([:]).stateFolder == nil)
  }
}
