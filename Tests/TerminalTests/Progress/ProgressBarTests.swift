import Display
import Session
import Terminal
import Testing

@Suite struct ProgressBarTests {
  private let progress = Progress(
    activity: "train", stage: "epoch 3 of 12", fraction: 0.25,
    figures: ["loss 0.0312", "52,312 images/s"], seconds: 10)

  @Test func showsAllThereIsRoomFor() {
    #expect(
      ProgressBar.line(progress, width: 100)
        == "train epoch 3 of 12  ━━━━━━━───────────────────────  25%  loss 0.0312  52,312 images/s  "
        + "30.0 s left")
  }

  @Test func leavesOutFiguresThenTimeThenTheBar() {
    #expect(
      ProgressBar.line(progress, width: 70)
        == "train epoch 3 of 12  ━━━────────────  25%  loss 0.0312  30.0 s left")
    #expect(
      ProgressBar.line(progress, width: 50) == "train epoch 3 of 12  ━━────────  25%  30.0 s left")
    #expect(ProgressBar.line(progress, width: 36) == "train epoch 3 of 12  ━━────────  25%")
    #expect(ProgressBar.line(progress, width: 26) == "train epoch 3 of 12  25%")
    #expect(ProgressBar.line(progress, width: 10) == "train epo…")
  }

  @Test func neverIsWiderThanTheTerminal() {
    for width in 0...120 {
      #expect(TextWidth.of(ProgressBar.line(progress, width: width)) <= width)
    }
  }

  @Test func colorSaysNothingMore() {
    let colored = ProgressBar.line(progress, width: 60, style: .colored)
    #expect(colored.contains("\u{1B}[32m━"))
    var plain = ""
    var isEscape = false
    for character in colored {
      if character == "\u{1B}" { isEscape = true }
      if !isEscape { plain.append(character) }
      if character == "m", isEscape { isEscape = false }
    }
    #expect(plain == ProgressBar.line(progress, width: 60))
  }

  @Test(arguments: [Double.nan, .infinity, -1, 2, 1e300])
  func anyFractionCanBeDrawn(fraction: Double) {
    var progress = progress
    progress.fraction = fraction
    progress.seconds = .nan
    #expect(ProgressBar.line(progress, width: 80).contains("%"))
  }

  @Test func aNameCannotDriveTheTerminal() {
    var progress = progress
    progress.stage = "\u{1B}[2J"
    #expect(!ProgressBar.line(progress, width: 80).contains("\u{1B}"))
  }
}
