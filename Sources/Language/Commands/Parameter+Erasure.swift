/// A check on a bound value, and how messages call the type with it.
struct ArgumentCheck<Argument: ArgumentValue>: Sendable {
  let typeName: String
  let check: @Sendable (Argument) throws(ArgumentError) -> Void

  static var none: ArgumentCheck { ArgumentCheck(typeName: Argument.typeName, check: { _ in }) }
}

extension ArgumentCheck where Argument: BoundedArgument {
  init(_ range: some ArgumentRange<Argument.Bound>) {
    let expected = "\(Argument.Bound.rangeName) \(range.phrase)"
    let isPlain = Argument.Bound.self == Argument.self
    typeName =
      isPlain ? expected : Argument.typeName.replacingFirst(Argument.Bound.typeName, expected)
    check = { (argument) throws(ArgumentError) in
      for value in argument.boundedValues where !range.contains(value) {
        throw ArgumentError(
          expected: expected, found: isPlain ? nil : value.canonicalText)
      }
    }
  }
}

extension String {
  /// The text with the first occurrence of a part replaced.
  fileprivate func replacingFirst(_ part: String, _ replacement: String) -> String {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(part) {
        let end = index(start, offsetBy: part.count)
        return self[..<start] + replacement + self[end...]
      }
      start = index(after: start)
    }
    return self
  }
}

extension Parameter {
  /// A parameter of one value that is always there.
  static func one<Argument: ArgumentValue>(
    _ kind: ParameterCard.Kind, _ path: any WritableKeyPath<Command, Argument> & Sendable,
    _ name: String, _ help: String, isRequired: Bool, bound: ArgumentCheck<Argument>
  ) -> Parameter {
    Parameter(
      kind: kind, name: name, isRequired: isRequired,
      card: { command in
        var card = describe(kind, name, help, bound, isRequired: isRequired)
        if !isRequired { card.defaultText = command[keyPath: path].canonicalText }
        return card
      },
      assign: { (command, value) throws(ArgumentError) in
        let argument = try Argument(argument: value)
        try bound.check(argument)
        command[keyPath: path] = argument
        return argument.uses
      },
      words: { written(kind, name, $0[keyPath: path]) },
      differs: { $0[keyPath: path] != $1[keyPath: path] })
  }

  /// A parameter of one value that may be absent.
  static func optional<Argument: ArgumentValue>(
    _ kind: ParameterCard.Kind, _ path: any WritableKeyPath<Command, Argument?> & Sendable,
    _ name: String, _ help: String, bound: ArgumentCheck<Argument>
  ) -> Parameter {
    Parameter(
      kind: kind, name: name, isRequired: false,
      card: { command in
        var card = describe(kind, name, help, bound, isRequired: false)
        card.defaultText = command[keyPath: path]?.canonicalText
        return card
      },
      assign: { (command, value) throws(ArgumentError) in
        let argument = try Argument(argument: value)
        try bound.check(argument)
        command[keyPath: path] = argument
        return argument.uses
      },
      words: { $0[keyPath: path].map { written(kind, name, $0) } ?? [] },
      differs: { $0[keyPath: path] != $1[keyPath: path] })
  }

  static func describe<Argument: ArgumentValue>(
    _ kind: ParameterCard.Kind, _ name: String, _ help: String, _ bound: ArgumentCheck<Argument>,
    isRequired: Bool
  ) -> ParameterCard {
    ParameterCard(
      kind: kind, name: name, help: help, typeName: bound.typeName,
      placeholder: kind.isPositional ? name.uppercased() : Argument.placeholder,
      candidates: Argument.candidates, role: Argument.role, nameKind: Argument.nameKind,
      isRequired: isRequired)
  }

  private static func written(
    _ kind: ParameterCard.Kind, _ name: String, _ argument: some ArgumentValue
  ) -> [String] {
    let word = Quoting.word(argument.canonicalText)
    return kind.isPositional ? [word] : ["--\(name) \(word)"]
  }
}
