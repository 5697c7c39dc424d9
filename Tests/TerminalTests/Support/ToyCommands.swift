import Display
import Language
import Session

/// `say WORD…`
struct Say: Command {
  var words: [String] = []
  static let signature = Signature<Say>(
    "say", "Show words.", [.rest(\.words, "words", "what to show")],
    examples: [Example("say hello", shows: "hello")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let text = words.joined(separator: " ")
    return Output(["text": .string(text)], display: Display(text: text))
  }
}

/// `fail`
struct Fail: Command {
  var file: InputFile?
  static let signature = Signature<Fail>(
    "fail", "Fail.", [.positional(\.file, "file", "a file that plays no part")],
    examples: [Example("fail", shows: "a diagnostic")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    throw Diagnostic("it failed", help: "do not ask it to")
  }
}

/// `work`: reports twice, then finds that it was stopped.
struct Work: Command {
  var isStopped = false
  static let signature = Signature<Work>(
    "work", "Work for a while.", [.flag(\.isStopped, "stopped", "be stopped by Ctrl-C")],
    examples: [Example("work", shows: "nothing")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    for step in 1...2 {
      session.progress.report(
        Progress(
          activity: "work", stage: "step \(step) of 2", fraction: Double(step) / 2,
          figures: ["loss 0.5"], seconds: Double(step) * 2, milestone: "work step \(step)"))
    }
    if isStopped {
      session.cancellation.raise()
      throw .interrupted
    }
    return Output(["steps": 2], display: Display(text: "worked"))
  }
}

/// `quit`
struct Quit: Command {
  var code = 0
  static let signature = Signature<Quit>(
    "quit", "Leave.", [.option(\.code, "code", "the exit code", in: 0...255)],
    examples: [Example("quit", shows: "nothing")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    session.requestedExit = Int32(code)
    return Output()
  }
}

let toyCatalog = CommandCatalog([Say.self, Fail.self, Work.self, Quit.self])
