import Session
import Testing

@Suite struct ProgressTests {
  private func progress(_ fraction: Double, seconds: Double) -> Progress {
    Progress(activity: "train", stage: "epoch 1 of 2", fraction: fraction, seconds: seconds)
  }

  @Test func timeLeftFollowsThePaceSoFar() {
    #expect(progress(0.25, seconds: 10).secondsLeft == 30)
    #expect(progress(1, seconds: 10).secondsLeft == 0)
  }

  @Test(arguments: [0, 0.001, -1, 1.5, Double.nan])
  func timeLeftIsNotGuessedTooEarly(fraction: Double) {
    #expect(progress(fraction, seconds: 10).secondsLeft == nil)
  }

  @Test func reportHasNothingToKeepUnlessToldSo() {
    let report = progress(0.5, seconds: 1)
    #expect(report.figures.isEmpty)
    #expect(report.milestone == nil)
    #expect(!report.isFinished)
    SilentProgress().report(report)
  }

  @Test func cancellationIsRaisedAndReset() {
    let cancellation = Cancellation()
    #expect(!cancellation.isRaised)
    cancellation.raise()
    cancellation.raise()
    #expect(cancellation.isRaised)
    cancellation.reset()
    #expect(!cancellation.isRaised)
  }
}
