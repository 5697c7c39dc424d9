import Language
import Session

/// The exit code of a process.
struct ExitCode: ArgumentValue {
  var code: UInt8 = 0

  init() {}

  init(argument: Value) throws(ArgumentError) {
    guard let code = UInt8(exactly: try Int(argument: argument)) else { throw ArgumentError() }
    self.code = code
  }

  static let typeName = "a whole number from 0 to 255"
  static let placeholder = "CODE"
  var canonicalText: String { String(code) }
}

/// `exit [CODE]`
struct Exit: Command {
  var code = ExitCode()

  static let signature = Signature<Exit>(
    "exit", "End the session.", chapter: Chapter.session,
    [.positional(\.code, "code", "the exit code of the process", required: false)],
    examples: [
      Example("exit", shows: "nothing: it is over"),
      Example("exit 3", shows: "nothing; the process ends with code 3"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    session.requestedExit = Int32(code.code)
    return Output()
  }
}
