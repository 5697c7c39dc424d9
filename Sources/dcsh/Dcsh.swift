import ArgumentParser

/// The command line of `dcsh`.
struct Dcsh: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dcsh",
    abstract: "Train, prune, quantize and encode neural networks with typed commands.",
    usage: """
      dcsh [OPTION]…                     a prompt, or the commands on standard input
      dcsh [OPTION]… FILE.dc [ARG]…      the same as: dcsh run FILE.dc [ARG]…
      dcsh [OPTION]… -c COMMANDS [ARG]…  these commands
      dcsh SUBCOMMAND …
      """,
    discussion: """
      Options may stand before or after the subcommand or the script's name. Words behind the \
      script's name are its $args; those that begin with - go behind --.

      Exit code: 0 all well; 1 a command failed; 2 the command line or a script could not be \
      parsed or checked, and nothing has run; 3 an expect failed; 130 interrupted.
      """,
    version: "dcsh \(version)",
    subcommands: [Run.self, Check.self, ReferenceCommand.self, Start.self],
    defaultSubcommand: Start.self)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var script: ScriptOptions
  @OptionGroup var commands: CommandOptions

  /// The names of the subcommands that help lists.
  static var subcommandNames: [String] {
    configuration.subcommands.compactMap { subcommand in
      let its = subcommand.configuration
      return its.shouldDisplay ? its.commandName : nil
    }
  }
}
