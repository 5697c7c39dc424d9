/// A word or an option of a command, tied to the property that it sets.
public struct Parameter<Command: Sendable>: Sendable {
  /// How it is given.
  let kind: ParameterCard.Kind
  /// Its name, without the `--`.
  let name: String
  /// Whether it must be given.
  let isRequired: Bool
  /// Its card, with the default that a command at rest has.
  let card: @Sendable (Command) -> ParameterCard
  /// Sets the property; tells the file or the name that is used.
  let assign: @Sendable (inout Command, Value) throws(ArgumentError) -> [ArgumentUse]
  /// The words that give the property its value.
  let words: @Sendable (Command) -> [String]
  /// Whether two commands differ in it.
  let differs: @Sendable (Command, Command) -> Bool
  /// Of a block: the words in it, and how it is set.
  var block: BlockBinding<Command>?

  /// A word by its place.
  ///
  /// - Parameter required: whether it must be given; if not, the property's initial value counts.
  public static func positional<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, Argument> & Sendable, _ name: String, _ help: String,
    required: Bool = true
  ) -> Parameter {
    one(.positional, path, name, help, isRequired: required, bound: ArgumentCheck<Argument>.none)
  }

  /// A word by its place with a bound on the value.
  public static func positional<Argument: BoundedArgument, Range: ArgumentRange<Argument.Bound>>(
    _ path: any WritableKeyPath<Command, Argument> & Sendable, _ name: String, _ help: String,
    in range: Range
  ) -> Parameter {
    one(.positional, path, name, help, isRequired: true, bound: ArgumentCheck<Argument>(range))
  }

  /// A word by its place that may be left out; the property must start as `nil`.
  public static func positional<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, Argument?> & Sendable, _ name: String, _ help: String
  ) -> Parameter {
    optional(.positional, path, name, help, bound: ArgumentCheck<Argument>.none)
  }

  /// All further words; the property must start empty.
  ///
  /// - Parameter required: whether there must be at least one.
  public static func rest<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, [Argument]> & Sendable, _ name: String, _ help: String,
    required: Bool = false
  ) -> Parameter {
    Parameter(
      kind: .rest, name: name, isRequired: required,
      card: { _ in
        describe(.rest, name, help, ArgumentCheck<Argument>.none, isRequired: required)
      },
      assign: { (command, value) throws(ArgumentError) in
        let element = try Argument(argument: value)
        command[keyPath: path].append(element)
        return element.uses
      },
      words: { $0[keyPath: path].map { Quoting.word($0.canonicalText) } },
      differs: { $0[keyPath: path] != $1[keyPath: path] })
  }

  /// `--name value`.
  ///
  /// - Parameter required: whether it must be given; if not, the property's initial value counts.
  public static func option<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, Argument> & Sendable, _ name: String, _ help: String,
    required: Bool = false
  ) -> Parameter {
    one(.option, path, name, help, isRequired: required, bound: ArgumentCheck<Argument>.none)
  }

  /// `--name value` with a bound on the value, or on each of the values it is made of.
  public static func option<Argument: BoundedArgument, Range: ArgumentRange<Argument.Bound>>(
    _ path: any WritableKeyPath<Command, Argument> & Sendable, _ name: String, _ help: String,
    in range: Range
  ) -> Parameter {
    one(.option, path, name, help, isRequired: false, bound: ArgumentCheck<Argument>(range))
  }

  /// `--name value`, or nothing; the property must start as `nil`.
  public static func option<Argument: ArgumentValue>(
    _ path: any WritableKeyPath<Command, Argument?> & Sendable, _ name: String, _ help: String
  ) -> Parameter {
    optional(.option, path, name, help, bound: ArgumentCheck<Argument>.none)
  }

  /// `--name value` with a bound, or nothing; the property must start as `nil`.
  public static func option<Argument: BoundedArgument, Range: ArgumentRange<Argument.Bound>>(
    _ path: any WritableKeyPath<Command, Argument?> & Sendable, _ name: String, _ help: String,
    in range: Range
  ) -> Parameter {
    optional(.option, path, name, help, bound: ArgumentCheck<Argument>(range))
  }

  /// `--name`; also `--name=false`, where the default is true.
  public static func flag(
    _ path: any WritableKeyPath<Command, Bool> & Sendable, _ name: String, _ help: String
  ) -> Parameter {
    Parameter(
      kind: .flag, name: name, isRequired: false,
      card: { command in
        var card = describe(.flag, name, help, ArgumentCheck<Bool>.none, isRequired: false)
        card.defaultText = command[keyPath: path].canonicalText
        return card
      },
      assign: { (command, value) throws(ArgumentError) in
        command[keyPath: path] = try Bool(argument: value)
        return []
      },
      words: { [$0[keyPath: path] ? "--\(name)" : "--\(name)=false"] },
      differs: { $0[keyPath: path] != $1[keyPath: path] })
  }
}
