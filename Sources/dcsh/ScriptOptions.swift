import ArgumentParser
import Language
import Terminal

/// Options of everything that runs or checks a script.
struct ScriptOptions: ParsableArguments {
  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Set a variable before the first statement; may be repeated.", valueName: "name=value"))
  var variables: [String] = []

  @Flag(help: "Go on after a statement that failed; the exit code is that of the first failure.")
  var keepGoing = false

  func validate() throws {
    for variable in variables {
      do throws(Diagnostic) {
        _ = try ShellOptions.variable(variable)
      } catch {
        throw ValidationError("--set: \(error.message) (\(error.help ?? ""))")
      }
    }
  }
}

/// Commands instead of a script.
struct CommandOptions: ParsableArguments {
  // Whatever follows -c is the commands, even if it begins with a -.
  @Option(
    name: .customShort("c"), parsing: .unconditional,
    help: ArgumentHelp("Run these commands instead of a script.", valueName: "commands"))
  var text: String?
}
