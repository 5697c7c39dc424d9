/// A command as a plain value: its stored properties are its arguments, their initial values
/// the defaults, and a static signature names them.
///
/// ```swift
/// struct Prune: CommandArguments {
///   var keep: LayerMap<Fraction> = .all(0.1)
///   static let signature = Signature<Prune>(
///     "prune", "Remove the smallest weights of each layer.",
///     [.option(\.keep, "keep", "share of weights to keep, for all layers or by pattern")],
///     examples: [Example("prune --keep 8%", shows: "the density of each layer")])
/// }
/// ```
public protocol CommandArguments: Sendable, Equatable {
  /// The command with every argument at its default.
  init()
  /// Its name, its arguments and all that is said of them.
  static var signature: Signature<Self> { get }
  /// What is wrong with the arguments taken together. It is asked before anything runs, when
  /// arguments whose value is not known yet are at their defaults; see `ArgumentMistake.others`.
  var mistakes: [ArgumentMistake] { get }
}

extension CommandArguments {
  /// By default arguments are right together if they are right by themselves.
  public var mistakes: [ArgumentMistake] { [] }
}
