import Language
import Testing

@Suite struct InterpreterTests {
  @Test func outcomesTellWhatToShow() throws {
    var host = ToyHost()
    #expect(try host.run("x = 2") == .assigned(name: "x", 2))
    #expect(try host.run("$x + 1") == .value(3))
    #expect(try host.run("echo a") == .command("a"))
    #expect(try host.run("(echo a)") == .value("a"))
    #expect(try host.run("expect $x == 2") == .held)
    #expect(host.variables["x"] == 2)
  }

  @Test func aFailedStatementSetsNothing() {
    var host = ToyHost()
    #expect(throws: Diagnostic.self) { try host.run("x = 1 / 0") }
    #expect(host.variables.isEmpty && host.ran.isEmpty)
  }

  @Test func failuresOfTheHostAreFailuresAndHavePlaces() {
    var host = ToyHost()
    do { try host.run("load data nowhere") } catch {
      #expect(error.kind == .failure && error.span?.text == "load data nowhere")
    }
    do { try host.run("load dta nowhere") } catch { #expect(error.kind == .usage) }
  }

  @Test func whatCouldNotBeParsedDoesNotRun() {
    var host = ToyHost()
    for statement in parse("x = [1 2]\n)").statements {
      do {
        _ = try Interpreter.run(statement, in: &host)
        Issue.record("it ran")
      } catch { #expect(error.kind == .usage) }
    }
  }
}
