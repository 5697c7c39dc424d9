/// Finds everything that is wrong with a script before its first command runs.
public enum Checker {
  /// All errors of a script, sorted by place: of form, unknown commands, options, types, ranges,
  /// undefined variables, unknown fields of results, and files that are missing and not written
  /// by an earlier command. An empty answer means that the script may run.
  ///
  /// - Parameters:
  ///   - script: the parsed script.
  ///   - registry: the commands there are.
  ///   - variables: names that are set before the script begins, without `$`.
  ///   - names: the names that things have before the script begins.
  ///   - fileExists: whether a command could read the file at a path.
  public static func check(
    _ script: Script, registry: CommandRegistry, variables: Set<String> = [],
    names: KnownNames = [:], fileExists: (String) -> Bool
  ) -> [Diagnostic] {
    var checker = ScriptChecker(registry: registry, variables: variables, names: names)
    for statement in script.statements { checker.check(statement) }
    for need in checker.needs where !fileExists(need.path) {
      checker.report(need.mistake)
    }
    checker.warnOfPlainDollars(script)
    let all = (script.diagnostics + checker.diagnostics).sorted(by: Diagnostic.isBefore)
    guard all.count > maximumDiagnostics else { return all }
    let more = all.count - maximumDiagnostics
    return all.prefix(maximumDiagnostics) + [.usage("and \(more) more like these", at: nil)]
  }

  /// The most diagnostics in an answer: a file that is no script at all has thousands.
  static let maximumDiagnostics = 1000
}

/// What is known of a value before the script runs.
enum Knowledge {
  /// The value itself.
  case value(Value)
  /// What kind of value it is.
  case shape(ResultType)
  /// Nothing.
  case unknown
}

/// The state of checking one script, statement by statement.
struct ScriptChecker {
  let registry: CommandRegistry
  var variables: [String: Knowledge] = [:]
  /// Those variables whose values are known.
  var constants = ConstantHost(variables: [:])
  var diagnostics: [Diagnostic] = []
  /// Files that must be there, and what to say if they are not.
  var needs: [(path: String, mistake: Diagnostic)] = []
  private var names: NameChecker
  private var written: Set<String> = []
  /// Whether an earlier command may have written any file at all.
  private var mayHaveWritten = false

  init(registry: CommandRegistry, variables: Set<String>, names: KnownNames) {
    self.registry = registry
    self.names = NameChecker(names)
    for name in variables { self.variables[name] = .unknown }
  }

  mutating func set(_ name: String, to knowledge: Knowledge) {
    variables[name] = knowledge
    if case .value(let value) = knowledge {
      constants.variables[name] = value
    } else {
      constants.variables.removeValue(forKey: name)
    }
  }

  mutating func report(_ diagnostic: Diagnostic) {
    var diagnostic = diagnostic
    diagnostic.kind = .usage
    diagnostics.append(diagnostic)
  }

  mutating func check(_ statement: Statement) {
    switch statement.kind {
    case .assignment(let name, let value): set(name.text, to: knowledge(of: value))
    case .command(let invocation): _ = check(invocation)
    case .expression(let expression): _ = knowledge(of: expression)
    case .expect(let condition, let message):
      _ = knowledge(of: condition)
      if let message { _ = knowledge(of: message) }
    case .invalid:
      set("it", to: .unknown)
      for word in statement.span.text.split(whereSeparator: { " \t\n\"'()".contains($0) }) {
        written.insert(Self.normalized(String(word)))
      }
    }
  }

  /// Checks a command and tells what is known of its result.
  mutating func check(_ invocation: Invocation) -> Knowledge {
    let evaluated = evaluated(invocation)
    set("it", to: .unknown)
    let command: RegisteredCommand
    do { command = try registry.resolve(invocation) } catch {
      report(unknownCommand(error, invocation))
      noteAnyFile(evaluated)
      return .unknown
    }
    let found = command.check(evaluated)
    for diagnostic in found.diagnostics { report(diagnostic) }
    note(found)
    if !found.diagnostics.isEmpty { noteAnyFile(evaluated) }
    let result = command.card.result
    let shape: Knowledge = result.isEmpty ? .unknown : .shape(.record(result))
    set("it", to: shape)
    return shape
  }

  private func unknownCommand(_ diagnostic: Diagnostic, _ invocation: Invocation) -> Diagnostic {
    guard let name = invocation.leadingNames.first, variables[name.text] != nil else {
      return diagnostic
    }
    var diagnostic = diagnostic
    diagnostic.help = "write $\(name.text) for the variable"
    return diagnostic
  }

  private mutating func note(_ found: CommandCheck) {
    for file in found.files {
      guard case .reads(let path) = file.use, !mayHaveWritten,
        !written.contains(Self.normalized(path))
      else { continue }
      let mistake = Diagnostic(
        "there is no file `\(path.shortened)`", at: file.span,
        help: "no earlier command of the script writes it")
      needs.append((path, mistake))
    }
    for name in found.names {
      guard case .calls(_, let text, _) = name.use, !mayHaveWritten,
        !written.contains(Self.normalized(text)), let mistake = names.mistake(name)
      else { continue }
      needs.append((text, mistake))
    }
    names.note(found)
    for file in found.files {
      if case .writes(let path) = file.use { written.insert(Self.normalized(path)) }
    }
    if found.writesUnknownFile { mayHaveWritten = true }
  }

  /// A command that is wrong may have been meant to write any file that its words name.
  private mutating func noteAnyFile(_ invocation: EvaluatedInvocation) {
    for (argument, value) in zip(invocation.syntax.arguments, invocation.values) {
      if let value {
        written.insert(Self.normalized(value.displayText))
      } else if case .word = argument {
        mayHaveWritten = true
      }
    }
  }

  /// A path without `.` and doubled slashes, so that two ways to write it compare.
  static func normalized(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// `"$x"` looks like a value and is not one.
  mutating func warnOfPlainDollars(_ script: Script) {
    for token in script.tokens where token.kind == .text {
      let bytes = script.source.utf8
      for offset in token.range where bytes[offset] == UInt8(ascii: "$") {
        let end = min(Characters.nameEnd(bytes, from: offset + 1), token.range.upperBound)
        guard end > offset + 1 else { continue }
        let name = script.source.text(in: (offset + 1)..<end)
        guard variables[name] != nil else { continue }
        diagnostics.append(
          Diagnostic(
            "`$\(name)` in quotes is only text", at: script.source.span(offset..<end),
            help: "write ${\(name)} for the value, \\$ for the character", kind: .usage,
            severity: .warning))
      }
    }
  }
}
