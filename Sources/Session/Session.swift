import DeepCompression
import Display
import Glibc
import Language

/// A conversation: what was loaded and computed, the variables, and how to run the next statement.
///
/// A value owned by one loop: a prompt, a script or a notebook kernel. There are no globals.
public struct Session: Sendable {
  /// What commands change.
  public var workspace: Workspace
  /// Variables by name; `it` is the result of the last command.
  public var variables: [String: Value] = [:]
  /// What is set from outside.
  public let settings: Settings
  /// The commands.
  public let catalog: CommandCatalog
  /// Where long commands tell how far they are.
  public let progress: any ProgressReporter
  /// How a running command is told to stop.
  public let cancellation: Cancellation
  /// The exit code that `exit` asked for, once it has.
  public var requestedExit: Int32?
  /// The training that stopped last before its end: `continue` goes on with it.
  public var interrupted: InterruptedTraining?

  /// The texts of the statements that worked, in order: how what is there was made.
  public private(set) var history: [String] = []

  private var statements = 0
  // Of the statement that runs: the command that began last, and what it shows.
  private var lastCommand: (name: String, display: Display)?

  /// A new session.
  public init(
    catalog: CommandCatalog, settings: Settings = Settings(),
    progress: any ProgressReporter = SilentProgress(), cancellation: Cancellation = Cancellation()
  ) {
    self.catalog = catalog
    self.settings = settings
    OneDNN.limit(to: settings.instructionSet)
    self.progress = progress
    self.cancellation = cancellation
    workspace = Workspace(seed: settings.seed)
  }

  /// Everything that is wrong with a script, found without running it.
  public func check(_ script: Script) -> [Diagnostic] {
    Checker.check(
      script, registry: catalog.registry, variables: Set(variables.keys), names: definedNames,
      fileExists: fileExists)
  }

  /// Runs one statement. When it fails, workspace, variables and `requestedExit` are what they were;
  /// a training that was interrupted is kept beside them.
  public mutating func execute(_ statement: Statement) -> StatementResult {
    statements += 1
    lastCommand = nil
    let before = (workspace, variables, requestedExit)
    let stopped = interrupted
    let began = monotonicSeconds()
    var value: Value?
    var display = Display()
    var failure: Diagnostic?
    do throws(Diagnostic) {
      (value, display) = try outcome(of: statement)
      history.append(statement.span.text)
    } catch {
      (workspace, variables, requestedExit) = before
      interrupted = interrupted ?? stopped
      failure = error
    }
    return StatementResult(
      number: statements, source: statement.span.text, command: lastCommand?.name,
      seconds: monotonicSeconds() - began, state: workspace.digest.hex, value: value,
      display: display, error: failure)
  }

  private mutating func outcome(
    of statement: Statement
  ) throws(Diagnostic) -> (Value, Display) {
    switch try Interpreter.run(statement, in: &self) {
    case .command(let value): (value, lastCommand?.display ?? Display())
    case .value(let value): (value, Display(text: value.displayText))
    case .assigned(_, let value): (value, Display())
    case .held: (.bool(true), Display())
    }
  }
}

extension Session: CommandHost {
  /// Runs a command; its record becomes `$it`.
  /// - Throws: `Diagnostic` if it fails.
  public mutating func run(_ invocation: EvaluatedInvocation) throws(Diagnostic) -> Value {
    if cancellation.isRaised { throw .interrupted }
    let command = try catalog.command(invocation)
    // Before it runs: a result tells which command failed, too.
    lastCommand = (command.name, Display())
    let output = try command.run(invocation, &self)
    lastCommand = (command.name, output.display)
    let value = Value.record(output.record)
    variables["it"] = value
    return value
  }
}

/// Whether a path leads to something that can be read.
package func fileExists(_ path: String) -> Bool { access(path, R_OK) == 0 }
