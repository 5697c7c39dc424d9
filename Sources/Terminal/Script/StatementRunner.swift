import Language
import Session

/// Checks a text as a whole, runs its statements and shows what comes of each. It is what scripts
/// and prompt have in common.
package struct StatementRunner {
  /// How a text ended.
  package struct Outcome: Equatable {
    /// 0, or that of the first failure.
    package var exitCode: Int32 = 0
    /// Why it ended.
    package var reason = Reason.finished

    /// An end.
    package init(exitCode: Int32 = 0, reason: Reason = .finished) {
      self.exitCode = exitCode
      self.reason = reason
    }

    /// Why a text ended.
    package enum Reason: Equatable {
      /// There were no more statements, or one failed.
      case finished
      /// `exit`.
      case exited
      /// The user stopped it.
      case interrupted
      /// A result could not be written.
      case outputLost(OutputError)
    }
  }

  package var session: Session
  let printer: ResultPrinter
  let progress: ProgressDisplay?
  let signals: SignalWatcher?

  /// A runner of a session's statements.
  package init(
    session: Session, printer: ResultPrinter, progress: ProgressDisplay? = nil,
    signals: SignalWatcher? = nil
  ) {
    self.session = session
    self.printer = printer
    self.progress = progress
    self.signals = signals
  }

  /// Runs a text; nothing of it, if anything in it is wrong.
  ///
  /// - Parameter keepGoing: whether the statements after one that failed run too.
  package mutating func run(_ source: SourceText, keepGoing: Bool) -> Outcome {
    do {
      let script = Parser.parse(source)
      guard try check(script) else {
        return Outcome(exitCode: Diagnostic.Kind.usage.exitCode)
      }
      signals?.enter(.running)
      return try run(script, keepGoing: keepGoing)
    } catch {
      if let diagnostic = error.diagnostic { printer.tell([diagnostic]) }
      return Outcome(exitCode: error.exitCode, reason: .outputLost(error))
    }
  }

  /// Whether a script may run; if not, it is shown why not.
  package func check(_ script: Script) throws(OutputError) -> Bool {
    let found = session.check(script)
    let isWrong = found.contains { $0.severity == .error }
    if isWrong { try printer.show(found, of: script.source.name) } else { printer.tell(found) }
    return !isWrong
  }

  private mutating func run(
    _ script: Script, keepGoing: Bool
  ) throws(OutputError) -> Outcome {
    var outcome = Outcome()
    for statement in script.statements {
      if let code = try interruption(before: statement) {
        return Outcome(exitCode: code, reason: .interrupted)
      }
      let result = session.execute(statement)
      progress?.end()
      try printer.show(result)
      if let error = result.error {
        let code = ended(by: error)
        if error.kind == .interruption { return Outcome(exitCode: code, reason: .interrupted) }
        if outcome.exitCode == 0 { outcome.exitCode = code }
        if !keepGoing { return outcome }
      }
      if let code = session.requestedExit {
        // A plain `exit` does not hide that something failed before.
        return Outcome(exitCode: code != 0 ? code : outcome.exitCode, reason: .exited)
      }
    }
    return outcome
  }

  /// The exit code, if the user stopped the script between two statements.
  private func interruption(before statement: Statement) throws(OutputError) -> Int32? {
    guard session.cancellation.isRaised else { return nil }
    let diagnostic = Diagnostic("interrupted", at: statement.span, kind: .interruption)
    try printer.show([diagnostic], of: statement.span.source.name)
    return ended(by: diagnostic)
  }

  private func ended(by error: Diagnostic) -> Int32 {
    if error.kind == .interruption, let signal = signals?.termination { return 128 + signal }
    return error.kind.exitCode
  }
}
