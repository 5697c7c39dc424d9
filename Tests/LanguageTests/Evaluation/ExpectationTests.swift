import Language
import Testing

@Suite struct ExpectationTests {
  private let variables: [String: Value] = ["final": ["ratio": 38.9, "error": 0.02], "n": 3]

  @Test(arguments: [
    ("expect $final.ratio >= 40", "expect $final.ratio >= 40 failed: 38.9 >= 40"),
    (
      "expect $final.ratio >= 40 \"too large\"",
      "too large: expect $final.ratio >= 40 failed: 38.9 >= 40"
    ),
    ("expect $final.error <= 1% + 0.5%", "expect $final.error <= 1% + 0.5% failed: 0.02 <= 0.015"),
    ("expect $n == 3 and $n > 4", "expect $n == 3 and $n > 4 failed: 3 == 3 and 3 > 4"),
    ("expect $n == 4 and $n > 1", "expect $n == 4 and $n > 1 failed: 3 == 4"),
    ("expect $n == 4 or $n > 5", "expect $n == 4 or $n > 5 failed: 3 == 4 or 3 > 5"),
    ("expect not $n > 1", "expect not $n > 1 failed: not 3 > 1"),
    ("expect []", "expect [] failed: []"),
    ("expect \"a\" == 'b' \"n is ${n}\"", "n is 3: expect \"a\" == 'b' failed: \"a\" == \"b\""),
    ("expect (eval).error > 0.5", "expect (eval).error > 0.5 failed: 0.25 > 0.5"),
  ])
  func messagesShowTheValues(text: String, message: String) {
    var host = ToyHost(variables: variables)
    do {
      try host.run(text)
      Issue.record("it held")
    } catch {
      #expect(error.message == message && error.kind == .expectation)
      #expect(error.kind.exitCode == 3)
    }
  }

  @Test(arguments: [
    "expect 1", "expect $n >= 3 \"x\"", "expect (eval).count == 4", "expect not None",
  ])
  func whatHoldsSaysNothing(text: String) throws {
    var host = ToyHost(variables: variables)
    #expect(try host.run(text) == .held)
  }

  @Test func everyCommandRunsOnce() throws {
    var host = ToyHost()
    #expect(throws: Diagnostic.self) { try host.run("expect (eval).error > (prune).density + 1") }
    #expect(host.ran == ["eval", "prune"])
  }

  @Test func anErrorInItIsAFailure() {
    var host = ToyHost()
    do { try host.run("expect 1 / 0") } catch { #expect(error.kind == .failure) }
  }
}
