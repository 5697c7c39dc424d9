import Display
import Session

/// Draws where a long command stands as one line.
package enum ProgressBar {
  private static let longest = 30
  private static let shortest = 10
  /// Its length is a multiple of this, so that it stands still while the figures change theirs.
  private static let step = 5

  /// The line: what runs, stage, bar, percent, figures, time left.
  ///
  /// What does not fit is left out: first the figures, from the last; then the time; then the bar.
  ///
  /// - Parameter width: the columns that there are.
  package static func line(_ progress: Progress, width: Int, style: TextStyle = .plain) -> String {
    let fraction = progress.fraction.isFinite ? min(max(progress.fraction, 0), 1) : 0
    let head = [progress.activity, progress.stage].filter { !$0.isEmpty }
      .map { TextWidth.visible($0) }.joined(separator: " ")
    let percent = "\(Int(fraction * 100))%"
    var tail = progress.figures.map { TextWidth.visible($0) }
    if let left = progress.secondsLeft { tail.append("\(Quantity.seconds(left)) left") }
    let hasTime = progress.secondsLeft != nil

    func taken() -> Int {
      ([head, percent] + tail).reduce(0) { $0 + 2 + TextWidth.of($1) }
    }
    while taken() + shortest > width, !tail.isEmpty {
      // The time, which stands last, is the last to go.
      tail.remove(at: max(0, tail.count - (hasTime ? 2 : 1)))
    }
    let room = min(longest, (width - taken()) / step * step)
    guard room >= shortest else { return TextWidth.cut("\(head)  \(percent)", to: max(0, width)) }
    let done = Int((fraction * Double(room)).rounded(.down))
    let bar =
      style.apply(.good, to: String(repeating: "━", count: done))
      + style.apply(.rule, to: String(repeating: "─", count: room - done))
    return ([style.apply(.title, to: head), bar, percent] + tail).joined(separator: "  ")
  }
}
