import Glibc

/// The variables of the environment; tests bring their own.
public struct Environment: Sendable {
  private let lookUp: @Sendable (String) -> String?

  /// The environment of this process.
  public static let process = Environment { name in getenv(name).map { String(cString: $0) } }

  /// An environment of these variables only.
  public init(_ variables: [String: String]) {
    self.init { variables[$0] }
  }

  private init(_ lookUp: @escaping @Sendable (String) -> String?) {
    self.lookUp = lookUp
  }

  /// The value of a variable; nil if it is not set or empty.
  public subscript(name: String) -> String? {
    lookUp(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether the terminal understands no control sequences, or there is none.
  public var isDumb: Bool { self["TERM"] == nil || self["TERM"] == "dumb" }

  /// Where `dcsh` keeps what outlives a session, such as the history: `$XDG_STATE_HOME/dcsh` or
  /// `~/.local/state/dcsh`; nil if there is no home either.
  public var stateFolder: String? {
    // The XDG specification tells to ignore relative paths.
    if let folder = self["XDG_STATE_HOME"], folder.hasPrefix("/") { return folder + "/dcsh" }
    return self["HOME"].map { $0 + "/.local/state/dcsh" }
  }
}
