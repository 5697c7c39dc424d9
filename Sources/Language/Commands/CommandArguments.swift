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
}
