import Foundation
import Language
import Session
import Terminal
import Testing

@Suite struct PromptTests {
  private let stage = Stage()

  private var history: HistoryFile { HistoryFile(path: stage.folder.path + "/state/history") }

  private func converse(_ editor: ScriptedEditor) -> Int32 {
    let runner = StatementRunner(
      session: Session(catalog: toyCatalog), printer: ResultPrinter(console: stage.console))
    var prompt = Prompt(runner: runner, editor: editor, history: history)
    return prompt.run()
  }

  @Test func runsWhatIsTyped() {
    let editor = ScriptedEditor(lines: "say one", "x = 2; say $x", "", "# only a comment")
    #expect(converse(editor) == 0)
    #expect(stage.output == "one\n2\n")
    #expect(editor.prompts == Array(repeating: "dcsh > ", count: 5))
  }

  @Test func goesOnAfterAnError() {
    let editor = ScriptedEditor(lines: "fail", "nonsense", "say 'a", "b'", "say on")
    #expect(converse(editor) == 0)
    #expect(stage.output == "a\nb\non\n")
    #expect(stage.errors.contains("prompt:1:1: error: it failed\n  fail\n  ^^^^\n"))
    #expect(stage.errors.contains("there is no command `nonsense`"))
  }

  @Test func nothingOfAWrongLineRuns() {
    #expect(converse(ScriptedEditor(lines: "say one; nonsense")) == 0)
    #expect(stage.output == "")
  }

  @Test func asksForTheRestOfAStatement() {
    let editor = ScriptedEditor(lines: "say (1 +", "2)", "say a \\", "b")
    #expect(converse(editor) == 0)
    #expect(stage.output == "3\na b\n")
    #expect(editor.prompts == ["dcsh > ", "...> ", "dcsh > ", "...> ", "dcsh > "])
    #expect(history.entries() == ["say (1 +\n2)", "say a \\\nb"])
  }

  @Test func ctrlCGivesUpTheWholeStatement() {
    let editor = ScriptedEditor([.text("say (1 +"), .interrupted, .text("say on"), .end])
    #expect(converse(editor) == 0)
    #expect(stage.output == "on\n")
    #expect(stage.errors == "")
    #expect(history.entries() == ["say on"])
  }

  @Test func theEndInTheMiddleOfAStatementIsTold() {
    #expect(converse(ScriptedEditor([.text("say (1 +"), .end, .end])) == 0)
    #expect(stage.errors.contains("error:"))
  }

  @Test func anInterruptedCommandKeepsTheSession() {
    let editor = ScriptedEditor(lines: "x = 4", "work --stopped", "say $x")
    #expect(converse(editor) == 0)
    #expect(stage.output == "4\n")
    #expect(stage.errors.contains("interrupted; the session is what it was before"))
  }

  @Test func exitLeavesWithItsCode() {
    let editor = ScriptedEditor(lines: "fail", "quit --code 5", "say no")
    #expect(converse(editor) == 5)
    #expect(stage.output == "")
  }

  @Test func aSignalThatAsksToEndIsInTheExitCode() {
    #expect(converse(ScriptedEditor([.terminated(SIGHUP)])) == 129)
  }

  @Test func aFullDiskDoesNotEndIt() {
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let console = Console(input: stage.input, output: full, error: stage.error)
    let runner = StatementRunner(
      session: Session(catalog: toyCatalog), printer: ResultPrinter(console: console))
    let editor = ScriptedEditor(lines: "say one", "nonsense")
    var prompt = Prompt(runner: runner, editor: editor, history: nil)
    #expect(prompt.run() == 0)
    #expect(stage.errors.contains("no space left on device"))
    #expect(stage.errors.contains("nonsense"))
  }

  @Test func whatWasTypedCanBeRecalledInTheNextConversation() {
    _ = converse(ScriptedEditor(lines: "say one", "say one", " say secret", "say two\nsay three"))
    let editor = ScriptedEditor(lines: "say four")
    _ = converse(editor)
    #expect(editor.remembered == ["say one", "say two", "say three", "say four"])
  }

  @Test func aHistoryThatCannotBeWrittenIsToldOnce() {
    let runner = StatementRunner(
      session: Session(catalog: toyCatalog), printer: ResultPrinter(console: stage.console))
    let editor = ScriptedEditor(lines: "say one", "say two")
    var prompt = Prompt(
      runner: runner, editor: editor, history: HistoryFile(path: "/dev/null/history"))
    #expect(prompt.run() == 0)
    #expect(stage.output == "one\ntwo\n")
    #expect(stage.errors.components(separatedBy: "warning:").count == 2)
  }

  @Test func completesFromTheCatalogAndTheVariables() {
    let editor = ScriptedEditor(lines: "answer = 42", "say (1 +", "2)")
    editor.question = "qu"
    _ = converse(editor)
    #expect(editor.answers.first?.candidates.map(\.text) == ["quit"])
    #expect(editor.answers.first?.range == 0..<2)

    let later = ScriptedEditor(lines: "answer = 42", "say (1 +", "2)")
    later.question = "$an"
    _ = converse(later)
    #expect(later.answers[0].candidates.isEmpty)
    #expect(later.answers[1].candidates.map(\.text) == ["answer"])
    // In the second line of a statement too, counted from that line's beginning.
    #expect(later.answers[2].candidates.map(\.text) == ["answer"])
    #expect(later.answers[2].range == 1..<3)
  }
}
