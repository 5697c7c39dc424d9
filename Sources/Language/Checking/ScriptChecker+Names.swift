/// Names that commands give to things, and call them by.
struct NameChecker {
  /// The names given so far, by kind.
  private var names: [String: [String]]
  /// The kinds of which an earlier command may have named anything.
  private var unknown: Set<String> = []

  init(_ names: KnownNames) { self.names = names }

  /// Notes the names that a command gives.
  mutating func note(_ found: CommandCheck) {
    for case .defines(let kind, let name) in found.names.map(\.use) {
      names[kind, default: []].append(name)
    }
    unknown.formUnion(found.definesUnknownNames)
  }

  /// What to say of a name that a command calls, if nothing has it; nothing if something does.
  func mistake(_ use: PlacedNameUse) -> Diagnostic? {
    guard case .calls(let kind, let name, let known) = use.use, !unknown.contains(kind) else {
      return nil
    }
    let all = known + (names[kind] ?? [])
    guard !all.contains(name) else { return nil }
    return NameUse.unknown(kind: kind, name: name, known: all, at: use.span)
  }
}

extension ScriptChecker {
  /// The values of the words of an invocation and of its block, as far as they are known.
  mutating func evaluated(_ invocation: Invocation) -> EvaluatedInvocation {
    var evaluated = EvaluatedInvocation(invocation) { word in value(of: word) }
    guard let block = invocation.block else { return evaluated }
    let before = (variables, constants)
    for statement in block.statements {
      switch statement.kind {
      case .assignment(let name, let value): set(name.text, to: knowledge(of: value))
      case .command(let inner): evaluated.body.append(self.evaluated(inner))
      case .expression, .expect, .invalid: break
      }
    }
    let last = variables["it"]
    (variables, constants) = before
    if let last { set("it", to: last) }
    return evaluated
  }
}
