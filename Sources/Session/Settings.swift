import DeepCompression
import Glibc

/// What is set from outside and does not change while a session lasts.
public struct Settings: Sendable {
  /// Number of threads; results do not depend on it.
  public var threads: Int
  /// Where all randomness comes from, unless a command says otherwise.
  public var seed: UInt64
  /// Where data sets lie.
  public var data: DataFolder

  /// Settings; by default all cores and seed 0.
  public init(
    threads: Int = Settings.cores, seed: UInt64 = 0, data: DataFolder = .current
  ) {
    self.threads = max(1, threads)
    self.seed = seed
    self.data = data
  }

  /// Number of processors of this machine, at least 1.
  public static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
