import Session
import Synchronization
import Terminal
import Testing

@Suite struct ProgressDisplayTests {
  private let stage = Stage()

  private func progress(
    _ seconds: Double, milestone: String? = nil, isFinished: Bool = false
  ) -> Progress {
    Progress(
      activity: "train", stage: "epoch 1 of 2", fraction: 0.5, seconds: seconds,
      milestone: milestone, isFinished: isFinished)
  }

  private func terminal(_ variables: [String: String] = [:]) -> OutputStream {
    OutputStream(stage.error, environment: stage.environment(variables), isTerminal: true)
  }

  @Test func aLogGetsExactlyTheMilestones() {
    let display = ProgressDisplay(on: stage.console.error)
    for second in 0..<50 {
      display.report(progress(Double(second), milestone: second % 20 == 19 ? "at \(second)" : nil))
    }
    display.report(progress(50, milestone: "at\u{1B} the end", isFinished: true))
    display.end()
    #expect(stage.errors == "at 19\nat 39\nat␛ the end\n")
  }

  @Test func aDumbTerminalIsALog() {
    let display = ProgressDisplay(on: terminal(["TERM": "dumb"]))
    display.report(progress(5, milestone: "epoch 1"))
    display.end()
    #expect(stage.errors == "epoch 1\n")
  }

  @Test func nothingIsDrawnInTheFirstSecond() {
    let display = ProgressDisplay(on: terminal())
    display.report(progress(0.5, milestone: "epoch 1"))
    display.report(progress(0.9))
    display.end()
    #expect(stage.errors == "")
  }

  @Test func drawsAtMostTenTimesASecondAndCleansUp() {
    let time = Mutex(0.0)
    let display = ProgressDisplay(on: terminal(), now: { time.withLock { $0 } })
    for step in 0...100 {
      time.withLock { $0 = Double(step) / 100 }
      display.report(progress(2 + Double(step) / 100))
    }
    let drawn = stage.errors.components(separatedBy: "\r").count - 1
    #expect((9...11).contains(drawn))
    #expect(!stage.errors.contains("\n"))
    display.report(progress(4, isFinished: true))
    #expect(stage.errors.hasSuffix("\r\u{1B}[K"))
    let before = stage.errors
    display.end()
    #expect(stage.errors == before)
  }

  @Test func theBarFitsTheTerminal() {
    let display = ProgressDisplay(on: terminal(["COLUMNS": "30"]))
    display.report(progress(5))
    #expect(stage.errors == "\rtrain epoch 1 of 2  50%\u{1B}[K")
  }
}
