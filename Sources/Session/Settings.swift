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
  /// What vector instructions may be limited to.
  public typealias InstructionSet = DeepCompression.InstructionSet
  /// What vector instructions are limited to, for the whole process; decides the bits of results.
  public var instructionSet: InstructionSet

  /// Version of the program, which files may tell; nil if nobody said.
  public var version: String?

  /// Settings; by default all cores, seed 0 and AVX2.
  public init(
    threads: Int = Settings.cores, seed: UInt64 = 0, data: DataFolder = .current,
    instructionSet: InstructionSet = .avx2, version: String? = nil
  ) {
    self.threads = max(1, threads)
    self.seed = seed
    self.data = data
    self.instructionSet = instructionSet
    self.version = version
  }

  /// Number of processors of this machine, at least 1.
  public static var cores: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
