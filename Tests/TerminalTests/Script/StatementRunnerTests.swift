import Foundation
import Language
import Session
import Terminal
import Testing

@Suite struct StatementRunnerTests {
  private let stage = Stage()

  private func runner(_ console: Console? = nil) -> StatementRunner {
    StatementRunner(
      session: Session(catalog: toyCatalog),
      printer: ResultPrinter(console: console ?? stage.console))
  }

  private func outcome(_ text: String, keepGoing: Bool = false) -> StatementRunner.Outcome {
    var runner = runner()
    return runner.run(SourceText(name: "a.dc", text: text), keepGoing: keepGoing)
  }

  @Test func runsStatementsInOrder() {
    #expect(outcome("say one\nx = 2\n$x + 1; say three") == .init())
    #expect(stage.output == "one\n3\nthree\n")
    #expect(stage.errors == "")
  }

  @Test func nothingRunsIfAnythingIsWrong() {
    #expect(outcome("say one\nsya two\nsay --no three\nfail nowhere.txt").exitCode == 2)
    #expect(stage.output == "")
    #expect(stage.errors.components(separatedBy: "error:").count == 4)
    #expect(stage.errors.contains("a.dc:2:1: error:"))
    #expect(stage.errors.contains("did you mean say?"))
  }

  @Test func aWarningDoesNotStopIt() {
    #expect(outcome("x = 1\nsay \"$x\"") == .init())
    #expect(stage.output == "$x\n")
    #expect(stage.errors.contains("warning:"))
  }

  @Test func stopsAtTheFirstFailure() {
    #expect(outcome("say one\nfail\nsay two").exitCode == 1)
    #expect(stage.output == "one\n")
    #expect(stage.errors.contains("a.dc:2:1: error: it failed\n  fail\n  ^^^^\n"))
  }

  @Test func keepsGoingIfAskedTo() {
    #expect(outcome("fail\nexpect 1 == 2\nsay two", keepGoing: true).exitCode == 1)
    #expect(stage.output == "two\n")
    #expect(outcome("expect 1 == 2\nfail", keepGoing: true).exitCode == 3)
  }

  @Test func exitEndsIt() {
    #expect(outcome("quit --code 7\nsay two") == .init(exitCode: 7, reason: .exited))
    #expect(outcome("quit\nsay two") == .init(exitCode: 0, reason: .exited))
    #expect(stage.output == "")
  }

  @Test func aPlainExitDoesNotHideAFailure() {
    #expect(outcome("fail\nquit", keepGoing: true) == .init(exitCode: 1, reason: .exited))
  }

  @Test func anInterruptedCommandEndsItAlsoWhenItKeepsGoing() {
    let outcome = outcome("work --stopped\nsay two", keepGoing: true)
    #expect(outcome == .init(exitCode: 130, reason: .interrupted))
    #expect(stage.output == "")
    #expect(stage.errors.contains("error: interrupted"))
  }

  @Test func anInterruptionBetweenTwoStatementsEndsIt() {
    var runner = runner()
    runner.session.cancellation.raise()
    let outcome = runner.run(SourceText(name: "a.dc", text: "1 + 1"), keepGoing: false)
    #expect(outcome == .init(exitCode: 130, reason: .interrupted))
    #expect(stage.output == "")
    #expect(stage.errors.contains("a.dc:1:1: error: interrupted"))
  }

  @Test func lostOutputEndsIt() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let console = Console(
      input: stage.input, output: full, error: stage.error, environment: stage.environment())
    var runner = runner(console)
    let outcome = runner.run(SourceText(name: "a.dc", text: "say one\nfail"), keepGoing: true)
    #expect(outcome == .init(exitCode: 1, reason: .outputLost(.failed(ENOSPC))))
    #expect(stage.errors.contains("no space left on device"))
    #expect(!stage.errors.contains("it failed"))
  }

  @Test func variablesOutliveAText() {
    var runner = runner()
    _ = runner.run(SourceText(name: "1", text: "x = 5"), keepGoing: false)
    _ = runner.run(SourceText(name: "2", text: "$x"), keepGoing: false)
    #expect(stage.output == "5\n")
  }
}
