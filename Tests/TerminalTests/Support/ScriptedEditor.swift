import Language
import Terminal

/// Types lines that were written down before.
final class ScriptedEditor: LineEditor {
  private var inputs: [LineInput]
  /// The prompts that were shown.
  private(set) var prompts: [String] = []
  /// The entries that can be recalled.
  private(set) var remembered: [String] = []
  /// What is asked of the completion before each line, and the answers.
  var question: String?
  private(set) var answers: [Completion] = []

  init(_ inputs: [LineInput]) {
    self.inputs = inputs
  }

  convenience init(lines: String...) {
    self.init(lines.map { .text($0) })
  }

  func readLine(
    prompt: String, complete: @escaping (_ line: String, _ cursor: Int) -> Completion
  ) -> LineInput {
    prompts.append(prompt)
    if let question { answers.append(complete(question, question.utf8.count)) }
    return inputs.isEmpty ? .end : inputs.removeFirst()
  }

  func remember(_ entry: String) {
    remembered.append(entry)
  }
}
