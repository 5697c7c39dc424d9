import ArgumentParser
import Glibc
import Language
import Terminal

// The subcommands only say what is wanted; Main does it.

/// Something that the command line asks for.
protocol Request: ParsableCommand {
  var global: GlobalOptions { get }
  var script: ScriptOptions { get }
  var commands: CommandOptions { get }
  /// The words behind the script's name.
  var arguments: [String] { get }
  /// Does it and gives the exit code.
  func answer(in shell: Shell) -> Int32
}

extension Request {
  var arguments: [String] { [] }

  /// What does not go together, if anything.
  var problem: Diagnostic? {
    guard commands.text != nil, !(self is Start) else { return nil }
    return Diagnostic(
      "-c does not go with \(Self.configuration.commandName ?? "a subcommand")",
      help: "dcsh -c COMMANDS runs them", kind: .usage)
  }
}

/// `dcsh [FILE.dc [ARG]…]`: what is meant without a subcommand.
struct Start: Request {
  static let configuration = CommandConfiguration(
    commandName: "script-or-prompt", usage: "dcsh [OPTION]… [FILE.dc [ARG]…]", shouldDisplay: false)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var script: ScriptOptions
  @OptionGroup var commands: CommandOptions
  @Argument(help: "The script and its arguments.") var words: [String] = []

  var arguments: [String] { commands.text == nil ? Array(words.dropFirst()) : words }

  func answer(in shell: Shell) -> Int32 {
    if let text = commands.text { return shell.run(.text(text)) }
    guard let file = words.first else { return shell.start() }
    if access(file, F_OK) != 0, let near = Suggestion.nearest(to: file, in: Dcsh.subcommandNames) {
      return shell.refuse(
        Diagnostic(
          "there is no script and no subcommand `\(file)`", help: "did you mean dcsh \(near)?",
          kind: .usage))
    }
    return shell.run(ScriptSource(path: file))
  }
}

/// `dcsh run FILE.dc [ARG]…`
struct Run: Request {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Check a script, then run it.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var script: ScriptOptions
  @OptionGroup(visibility: .hidden) var commands: CommandOptions
  @Argument(help: "The script; - is standard input.") var file: String
  @Argument(help: ArgumentHelp("What the script finds in $args.", valueName: "arg"))
  var arguments: [String] = []

  func answer(in shell: Shell) -> Int32 { shell.run(ScriptSource(path: file)) }
}

/// `dcsh check FILE.dc`
struct Check: Request {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Tell everything that is wrong with a script, without running it.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var script: ScriptOptions
  @OptionGroup(visibility: .hidden) var commands: CommandOptions
  @Argument(help: "The script; - is standard input.") var file: String

  func answer(in shell: Shell) -> Int32 { shell.check(ScriptSource(path: file)) }
}

/// `dcsh reference`
struct ReferenceCommand: Request {
  static let configuration = CommandConfiguration(
    commandName: "reference", abstract: "Print the reference of all commands as Markdown.")

  @OptionGroup var global: GlobalOptions
  @OptionGroup var script: ScriptOptions
  @OptionGroup(visibility: .hidden) var commands: CommandOptions

  func answer(in shell: Shell) -> Int32 { shell.reference() }
}
