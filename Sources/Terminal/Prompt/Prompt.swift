import Display
import Glibc
import Language
import Session

/// The conversation: reads statements, runs them, and goes on whatever comes of them.
package struct Prompt {
  private var runner: StatementRunner
  private let editor: any LineEditor
  private var history: HistoryFile?
  private var lastEntry: String?

  /// What stands before the further lines of a statement.
  package static let continuation = "...> "
  /// The longest name of a model that is shown, in columns.
  private static let longestName = 40

  /// A conversation; what was typed in earlier ones can be recalled.
  package init(runner: StatementRunner, editor: any LineEditor, history: HistoryFile?) {
    self.runner = runner
    self.editor = editor
    self.history = history
    for entry in history?.entries() ?? [] {
      editor.remember(entry)
      lastEntry = entry
    }
  }

  /// The prompt: the model so far, or the program's name.
  package var text: String {
    let name = runner.session.workspace.compressed?.model.name ?? "dcsh"
    return TextWidth.cut(TextWidth.visible(name), to: Self.longestName) + " > "
  }

  /// Goes on until the user leaves.
  /// - Returns: the exit code.
  package mutating func run() -> Int32 {
    while true {
      runner.signals?.enter(.prompting)
      let input = read()
      // From here on Ctrl-C stops what was asked for.
      runner.signals?.enter(.running)
      switch input {
      case .text(let text):
        remember(text)
        runner.session.cancellation.reset()
        let source = SourceText(name: "prompt", text: text)
        let outcome = runner.run(source, keepGoing: false)
        if let signal = runner.signals?.termination { return 128 + signal }
        // Nothing else ends the conversation: not Ctrl-C, not a full disk.
        if outcome.reason == .exited || outcome.reason == .outputLost(.closed) {
          return outcome.exitCode
        }
      case .interrupted: continue
      case .end: return 0
      case .terminated(let signal): return 128 + signal
      }
    }
  }

  /// Reads lines until they make whole statements, or cannot any more.
  private func read() -> LineInput {
    var text = ""
    while true {
      let registry = runner.session.catalog.registry
      let variables = runner.session.variables
      let layers = runner.session.workspace.compressed?.model.graph.nodes.map(\.name) ?? []
      let before = text
      let names = runner.session.definedNames
      let input = editor.readLine(prompt: text.isEmpty ? self.text : Self.continuation) {
        line, cursor in
        var completion = Completer.complete(
          line: before + line, cursor: before.utf8.count + cursor, registry: registry,
          variables: variables, layers: layers, names: names)
        // What is replaced may begin in an earlier line, which is out of reach.
        let start = max(0, completion.range.lowerBound - before.utf8.count)
        let end = max(start, completion.range.upperBound - before.utf8.count)
        if completion.range.lowerBound < before.utf8.count { completion.candidates = [] }
        completion.range = start..<end
        return completion
      }
      guard case .text(let line) = input else {
        // The end in the middle of a statement: what there is gets its diagnostic.
        return input == .end && !text.isEmpty ? .text(text) : input
      }
      text += line
      guard case .incomplete = Parser.completeness(of: text) else { return .text(text) }
      text += "\n"
    }
  }

  /// Keeps what was typed: for this session, and in the file for later ones.
  private mutating func remember(_ text: String) {
    for entry in HistoryEntries.split(text) where entry != lastEntry {
      editor.remember(entry)
      lastEntry = entry
      do throws(Diagnostic) {
        try history?.append(entry, time: Int(time(nil)))
      } catch {
        runner.printer.tell([error])
        history = nil
      }
    }
  }
}
