import ArgumentParser
import Commands
import Glibc
import Language
import Session
import Terminal

/// The program: reads the command line, sets up a shell with the catalog, and ends with its exit
/// code.
@main
enum Main {
  static func main() {
    Console.prepareProcess()
    exit(exitCode(of: Array(CommandLine.arguments.dropFirst())))
  }

  private static func exitCode(of arguments: [String]) -> Int32 {
    let catalog = CommandCatalog(Catalog.commands)
    do {
      var command = try Dcsh.parseAsRoot(arguments)
      guard let request = command as? any Request else {
        // What the parser brings along, such as `help`; it answers by throwing.
        try command.run()
        return 0
      }
      let signals = SignalWatcher()
      signals.start()
      let shell = Shell(
        catalog: catalog, options: try ShellOptions(request),
        console: Console(color: request.global.color), signals: signals)
      if let problem = request.problem { return shell.refuse(problem) }
      return request.answer(in: shell)
    } catch {
      let shell = Shell(catalog: catalog)
      guard Dcsh.exitCode(for: error) != .success else {
        return shell.print(Dcsh.fullMessage(for: error))
      }
      return shell.refuse(Diagnostic(commandLine: Dcsh.message(for: error)))
    }
  }
}

extension Diagnostic {
  /// What the parser of the command line says, one or two sentences, as message and help.
  init(commandLine text: String) {
    let end = text.firstRange(of: ". ")
    var message = String(text[..<(end?.lowerBound ?? text.endIndex)])
    if message.hasSuffix(".") { message.removeLast() }
    // Names such as DCSH_THREADS stay what they are.
    if message.dropFirst().first?.isLowercase == true {
      message = message.prefix(1).lowercased() + message.dropFirst()
    }
    var help = end.map { String(text[$0.upperBound...]) } ?? "dcsh --help tells what there is"
    if message.hasPrefix("unknown option") {
      help += "; what is meant for the script goes behind --"
    }
    self.init(message, help: help, kind: .usage)
  }
}

extension ShellOptions {
  /// The options of a command line.
  init(_ request: any Request) throws {
    self.init()
    json = request.global.json
    quiet = request.global.quiet
    keepGoing = request.script.keepGoing
    variables = try request.script.variables.map(ShellOptions.variable)
    arguments = request.arguments
    settings = try request.global.settings
  }
}
