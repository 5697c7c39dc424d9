import Display
import Language
import Session

/// `dcsh` without its command line: runs scripts, holds a conversation, and knows the exit codes.
public struct Shell {
  private let catalog: CommandCatalog
  private let options: ShellOptions
  private let console: Console
  private let signals: SignalWatcher?
  private let printer: ResultPrinter

  /// A shell.
  ///
  /// - Parameters:
  ///   - catalog: the commands that it understands.
  ///   - options: how it behaves.
  ///   - console: where it reads and writes.
  ///   - signals: who tells it of Ctrl-C; nobody, in a test.
  public init(
    catalog: CommandCatalog, options: ShellOptions = ShellOptions(), console: Console = Console(),
    signals: SignalWatcher? = nil
  ) {
    self.catalog = catalog
    self.options = options
    self.console = console
    self.signals = signals
    printer = ResultPrinter(console: console, json: options.json, quiet: options.quiet)
  }

  /// Holds a conversation if a person types the commands, else runs them as a script.
  /// - Returns: the exit code of the process.
  public func start() -> Int32 {
    console.isInteractive ? converse(with: editor) : run(.standardInput)
  }

  /// Checks a script and, if nothing is wrong with it, runs it.
  /// - Returns: the exit code of the process.
  public func run(_ source: ScriptSource) -> Int32 {
    exitCode { () throws(OutputError) in
      guard let text = try read(source) else { return Diagnostic.Kind.usage.exitCode }
      var runner = runner()
      return runner.run(text, keepGoing: options.keepGoing).exitCode
    }
  }

  /// Only checks a script.
  /// - Returns: the exit code of the process: 0, or 2 if something is wrong with it.
  public func check(_ source: ScriptSource) -> Int32 {
    exitCode { () throws(OutputError) in
      guard let text = try read(source), try runner().check(Parser.parse(text)) else {
        return Diagnostic.Kind.usage.exitCode
      }
      if options.json {
        let object: Value = ["file": .string(text.name), "status": "ok"]
        try console.output.write(object.json + "\n")
      } else if !options.quiet {
        try console.output.write("\(TextWidth.visible(text.name)): nothing is wrong\n")
      }
      return 0
    }
  }

  /// Prints the reference of all commands as Markdown.
  /// - Returns: the exit code of the process.
  public func reference() -> Int32 {
    print(Reference.markdown(catalog.registry.cards))
  }

  /// Prints a text, such as help for the command line.
  /// - Returns: the exit code of the process.
  public func print(_ text: String) -> Int32 {
    exitCode { () throws(OutputError) in
      try console.output.write(text.hasSuffix("\n") ? text : text + "\n")
      return 0
    }
  }

  /// Says what is wrong with the command line.
  /// - Returns: the exit code of the process.
  public func refuse(_ diagnostic: Diagnostic) -> Int32 {
    exitCode { () throws(OutputError) in
      try printer.show([diagnostic], of: "command line")
      return diagnostic.kind.exitCode
    }
  }

  /// Holds a conversation.
  /// - Returns: the exit code of the process.
  package func converse(with editor: any LineEditor) -> Int32 {
    let history = console.environment.stateFolder.map { HistoryFile(path: $0 + "/history") }
    var prompt = Prompt(runner: runner(), editor: editor, history: history)
    return prompt.run()
  }

  /// Readline where there is a terminal to draw on; results on standard output stay clean of it.
  private var editor: any LineEditor {
    guard console.error.canRedraw || console.output.canRedraw else {
      return PlainEditor(console.input, signals: signals)
    }
    return ReadlineEditor(drawsOnError: console.error.canRedraw, signals: signals)
  }

  private func runner() -> StatementRunner {
    let progress = options.quiet ? nil : ProgressDisplay(on: console.error)
    if let progress { signals?.beforeExit { progress.endIfPossible() } }
    var session = Session(
      catalog: catalog, settings: options.settings, progress: progress ?? SilentProgress(),
      cancellation: signals?.cancellation ?? Cancellation())
    session.variables["args"] = .list(options.arguments.map(Value.string))
    for (name, value) in options.variables { session.variables[name] = value }
    return StatementRunner(
      session: session, printer: printer, progress: progress, signals: signals)
  }

  /// The text of a script; nil, with the reason shown, if it cannot be read.
  private func read(_ source: ScriptSource) throws(OutputError) -> SourceText? {
    let problem: Diagnostic
    do throws(Diagnostic) {
      return try source.read(input: console.input)
    } catch {
      problem = error
    }
    try printer.show([problem], of: source.name)
    return nil
  }

  /// The exit code of an action, also if its output cannot be written.
  private func exitCode(_ action: () throws(OutputError) -> Int32) -> Int32 {
    do throws(OutputError) {
      return try action()
    } catch {
      if let diagnostic = error.diagnostic { printer.tell([diagnostic]) }
      return error.exitCode
    }
  }
}
