/// Something that reads bytes from outside.
public struct FuzzEntry: Sendable {
  /// The name by which `scripts/fuzz.sh` and the folders of corpora know it.
  public let name: String
  /// Reads any bytes; throws `FuzzFailure` if a promise is broken.
  public let run: @Sendable (_ bytes: [UInt8]) throws(FuzzFailure) -> Void

  /// All entries.
  public static let all: [FuzzEntry] =
    [.prototxt, .net, .dcz, .safetensors, .idx, .gzip, .script, .codebook] + positions + codes

  /// The entry of this name.
  public static func named(_ name: String) -> FuzzEntry? { all.first { $0.name == name } }
}

/// A promise that was broken.
public struct FuzzFailure: Error, CustomStringConvertible {
  /// Which one.
  public let description: String

  init(_ description: String) { self.description = description }
}
