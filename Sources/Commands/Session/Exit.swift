import Language
import Session

/// `exit [CODE]`
struct Exit: Command {
  var code = 0

  static let signature = Signature<Exit>(
    "exit", "End the session.", chapter: Chapter.session,
    [.option(\.code, "code", "the exit code of the process", in: 0...255)],
    examples: [Example("exit", shows: "nothing: it is over")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    session.requestedExit = Int32(code)
    return Output()
  }
}
