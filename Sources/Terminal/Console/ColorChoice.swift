import Display

/// When colour is used.
public enum ColorChoice: String, Sendable, CaseIterable {
  /// On terminals that have it, unless `NO_COLOR` is set.
  case auto
  /// Everywhere.
  case always
  /// Nowhere.
  case never

  /// The style of an output.
  public func style(isTerminal: Bool, environment: Environment) -> TextStyle {
    switch self {
    case .always: .colored
    case .never: .plain
    case .auto:
      isTerminal && !environment.isDumb && environment["NO_COLOR"] == nil ? .colored : .plain
    }
  }
}
