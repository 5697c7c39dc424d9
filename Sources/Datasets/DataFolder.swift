#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where data sets lie on this machine.
public struct DataFolder: Sendable, Equatable {
  /// The user's folder, which `scripts/setup.sh` fills; nil if the environment names none.
  public var user: String?
  /// The folders where packages of the system put data sets.
  public var system: [String]

  /// Makes a set of places.
  ///
  /// - Parameters:
  ///   - user: the user's folder.
  ///   - system: the system's folders, the first to be searched first.
  public init(
    user: String?, system: [String] = ["/usr/local/share/datasets", "/usr/share/datasets"]
  ) {
    self.user = user
    self.system = system
  }

  /// The places of this process: `$XDG_DATA_HOME/dcsh`, by default `~/.local/share/dcsh`.
  public static var current: DataFolder {
    DataFolder { name in getenv(name).map { String(cString: $0) } }
  }

  /// The places according to an environment, which is a function from names to values.
  package init(environment: (String) -> String?) {
    // The XDG Base Directory Specification: a relative path is to be ignored.
    if let home = environment("XDG_DATA_HOME"), home.hasPrefix("/") {
      self.init(user: home + "/dcsh")
    } else if let home = environment("HOME"), home.hasPrefix("/") {
      self.init(user: home + "/.local/share/dcsh")
    } else {
      self.init(user: nil)
    }
  }
}
