import ArgumentParser
import Glibc
import Session
import Terminal

extension ColorChoice: ExpressibleByArgument {}

/// Options that every subcommand takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Print one JSON object for each statement, and nothing else, on standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Number of threads, by default $DCSH_THREADS or all cores; results do not depend on it.",
      valueName: "n"))
  var threads: Int?

  @Option(help: ArgumentHelp("Where all randomness comes from.", valueName: "n"))
  var seed: UInt64 = 0

  @Option(
    help: ArgumentHelp(
      "Use colour: auto (on terminals, unless NO_COLOR is set), always or never.",
      valueName: "when"))
  var color = ColorChoice.auto

  @Flag(help: "Show neither progress nor results, only diagnostics.")
  var quiet = false

  private static let threadRange = 1...1024

  func validate() throws {
    if let threads, !Self.threadRange.contains(threads) {
      throw ValidationError("--threads is a number from 1 to 1024, not \(threads)")
    }
    if threads == nil { _ = try Self.threadsOfEnvironment() }
  }

  /// What the session is set up with.
  var settings: Settings {
    get throws {
      let threads = try self.threads ?? Self.threadsOfEnvironment() ?? Settings.cores
      return Settings(threads: threads, seed: seed)
    }
  }

  private static func threadsOfEnvironment() throws -> Int? {
    guard let text = Environment.process["DCSH_THREADS"] else { return nil }
    guard let threads = Int(text), threadRange.contains(threads) else {
      throw ValidationError("DCSH_THREADS is a number from 1 to 1024, not `\(text)`")
    }
    return threads
  }
}
