import Language
import Testing

/// A command with an option that only a choice takes.
private struct Paint: CommandArguments {
  enum Tool: String, ArgumentEnum { case brush, spray }
  var tool = Tool.brush
  var width: Int?
  var mixes = false
  static let signature = Signature<Paint>(
    "paint", "Paint something.",
    [
      .option(\.tool, "tool", "what to paint with"),
      .option(\.width, "width", "how wide the brush is", in: 1...9),
      .flag(\.mixes, "mix", "mix the colours"),
    ],
    examples: [Example("paint --width 3", shows: "a line")])

  var mistakes: [ArgumentMistake] {
    var mistakes: [ArgumentMistake] = []
    if tool == .spray, width != nil {
      mistakes.append(
        ArgumentMistake("a spray has no width", at: "width", with: ["tool"], help: "leave it out"))
    }
    if tool == .spray, mixes {
      mistakes.append(ArgumentMistake("a spray mixes nothing", at: "mix", with: ["tool"]))
    }
    return mistakes
  }
}

@Suite struct ArgumentMistakeTests {
  private func found(_ text: String, variables: Set<String> = []) -> [Diagnostic] {
    Checker.check(
      Parser.parse(SourceText(name: "test", text: text)),
      registry: CommandRegistry([RegisteredCommand(Paint.self)]), variables: variables,
      fileExists: { _ in true })
  }

  @Test func theOptionIsPointedAt() {
    for (text, words) in [
      ("paint --tool spray --width 3", "--width 3"), ("paint --width=3 --tool spray", "--width=3"),
      ("x = 3; paint --width $x --tool spray", "--width $x"),
    ] {
      let all = found(text)
      #expect(all.map(\.message) == ["a spray has no width"])
      #expect(all.first?.span?.text == words)
      #expect(all.first?.help == "leave it out" && all.first?.kind == .usage)
    }
    #expect(found("paint --tool spray --mix").first?.span?.text == "--mix")
    #expect(
      found("paint --mix --width 2 --tool spray").map(\.message) == [
        "a spray mixes nothing", "a spray has no width",
      ])
  }

  /// What is not known, or wrong by itself, gives no further mistakes.
  @Test func onlyWhatIsKnownIsJudged() {
    #expect(found("paint --tool $x --width 3", variables: ["x"]).isEmpty)
    #expect(found("paint --tool spray --width $x", variables: ["x"]).isEmpty)
    #expect(found("paint --tool brush --width 3 --mix").isEmpty)
    #expect(found("paint --tool spary --width 3").count == 1)
    #expect(found("paint --tool spray --width 10").map(\.message.count).count == 1)
    #expect(found("paint --tol spray --width 3").count == 1)
  }

  /// What the checker could not know yet, running finds in the same way.
  @Test func bindingFindsThemToo() throws {
    let script = Parser.parse(SourceText(name: "test", text: "paint --tool spray --width 3"))
    guard case .command(let invocation) = script.statements[0].kind else {
      Issue.record("no command")
      return
    }
    let error = #expect(throws: Diagnostic.self) {
      try Paint.signature.bind(EvaluatedInvocation(constants: invocation))
    }
    #expect(error?.message == "a spray has no width" && error?.span?.text == "--width 3")
  }
}
