import ArgumentParser
import Glibc
import Session
import Terminal

extension ColorChoice: ExpressibleByArgument {}
extension Settings.InstructionSet: ExpressibleByArgument {}

/// Options that every subcommand takes, before or after its name.
struct GlobalOptions: ParsableArguments {
  @Flag(help: "Print one JSON object for each statement, and nothing else, on standard output.")
  var json = false

  @Option(
    help: ArgumentHelp(
      "Number of threads, by default $DCSH_THREADS or all cores; results do not depend on it.",
      valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "What vector instructions are limited to, by default $DCSH_ISA or avx2: avx512 is faster "
        + "where the processor has it, but results are bit-identical only within one limit.",
      valueName: "set"))
  var isa: Settings.InstructionSet?

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
    if isa == nil { _ = try Self.instructionSetOfEnvironment() }
  }

  /// What the session is set up with.
  var settings: Settings {
    get throws {
      let threads = try self.threads ?? Self.threadsOfEnvironment() ?? Settings.cores
      let isa = try self.isa ?? Self.instructionSetOfEnvironment() ?? .avx2
      return Settings(threads: threads, seed: seed, instructionSet: isa, version: version)
    }
  }

  private static func instructionSetOfEnvironment() throws -> Settings.InstructionSet? {
    guard let text = Environment.process["DCSH_ISA"] else { return nil }
    guard let set = Settings.InstructionSet(rawValue: text) else {
      let names = Settings.InstructionSet.allCases.map(\.rawValue).joined(separator: " or ")
      throw ValidationError("DCSH_ISA is \(names), not `\(text)`")
    }
    return set
  }

  private static func threadsOfEnvironment() throws -> Int? {
    guard let text = Environment.process["DCSH_THREADS"] else { return nil }
    guard let threads = Int(text), threadRange.contains(threads) else {
      throw ValidationError("DCSH_THREADS is a number from 1 to 1024, not `\(text)`")
    }
    return threads
  }
}
