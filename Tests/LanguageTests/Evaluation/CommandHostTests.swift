import Language
import Testing

/// The smallest host there can be.
private struct Counter: CommandHost {
  var variables: [String: Value] = [:]
  var count = 0

  mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value {
    count += 1
    return .integer(invocation.values.count)
  }
}

@Suite struct CommandHostTests {
  @Test func commandsRunInTheOrderInWhichTheyStand() throws {
    var host = Counter()
    for statement in parse("a 1 2; x = (b (c)); expect (d) == (e)").statements {
      _ = try Interpreter.run(statement, in: &host)
    }
    #expect(host.count == 5 && host.variables["x"] == 2)
  }
}
