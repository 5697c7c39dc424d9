/// A SHA-256 digest: 32 bytes that stand for the contents of a file or a state.
public struct Digest: Hashable, Sendable {
  /// The number of bytes of every digest.
  public static let byteCount = 32

  /// The 32 bytes.
  public let bytes: [UInt8]

  /// Computes the digest of bytes.
  ///
  /// - Parameter contents: what is to be digested, of any size.
  public init(of contents: [UInt8]) {
    var builder = DigestBuilder()
    builder.update(contents)
    self = builder.finalize()
  }

  /// Takes bytes that are known to be 32.
  init(checked bytes: [UInt8]) { self.bytes = bytes }

  /// Takes a digest that was computed earlier; `nil` unless there are 32 bytes.
  ///
  /// - Parameter bytes: the digest itself.
  public init?(bytes: [UInt8]) {
    guard bytes.count == Digest.byteCount else { return nil }
    self.bytes = bytes
  }

  /// Takes a digest in hexadecimal, of either case; `nil` unless there are exactly 64 digits.
  ///
  /// - Parameter hex: the digest itself.
  public init?(hex: String) {
    var bytes: [UInt8] = []
    var high: UInt8?
    for character in hex.utf8 {
      guard let digit = Digest.value(ofDigit: character) else { return nil }
      if let first = high {
        bytes.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    guard high == nil else { return nil }
    self.init(bytes: bytes)
  }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(
      decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func value(ofDigit character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Digest: CustomStringConvertible {
  /// The same as `hex`.
  public var description: String { hex }
}
