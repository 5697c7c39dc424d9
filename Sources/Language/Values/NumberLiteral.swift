/// Reads numbers as people write them in a command or an expression: digits with an optional
/// fraction, exponent and unit, such as `8%`, `27KiB`, `1e-3`, `90s` and `60_000`.
///
/// Whole numbers stay whole (`27KB` is the integer 27000); a decimal unit is applied to the
/// written digits, so `0.1%` is exactly the number that `0.001` is.
public enum NumberLiteral {
  /// Why a text is not a number.
  public enum Problem: Error, Sendable, Equatable {
    /// It does not look like a number at all.
    case notANumber
    /// The digits are fine; what follows them is no unit.
    case unknownUnit(String)
    /// It does not fit in 64 bits.
    case tooLarge
  }

  /// The units and what they stand for: bytes, seconds or a share.
  public static let units = [
    "%", "B", "KB", "kB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "ms", "s", "m", "h",
  ]

  /// Reads a whole text as a number with an optional sign.
  public static func parse(_ text: String) throws(Problem) -> Value {
    let bytes = Array(text.utf8)
    var start = 0
    let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
    if isSigned { start = 1 }
    let end = digitsEnd(bytes, from: start)
    guard end > start else { throw .notANumber }
    let digits = String(decoding: bytes[..<end].filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    let unit = String(decoding: bytes[end...], as: UTF8.self)
    return try value(digits: digits, unit: unit)
  }

  /// The end of the digits, fraction and exponent that start at `offset`, or `offset` when no
  /// number starts there.
  static func digitsEnd(_ bytes: [UInt8], from offset: Int) -> Int {
    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }
    func skipDigits(_ index: Int) -> Int {
      var index = index
      while Characters.isDigit(byte(index))
        || (byte(index) == UInt8(ascii: "_") && index > offset
          && Characters.isDigit(byte(index - 1)) && Characters.isDigit(byte(index + 1)))
      {
        index += 1
      }
      return index
    }
    var end = skipDigits(offset)
    let hasWholePart = end > offset
    if byte(end) == UInt8(ascii: ".") {
      let fractionEnd = skipDigits(end + 1)
      if fractionEnd > end + 1 {
        end = fractionEnd
      } else if hasWholePart, !Characters.isNameByte(byte(end + 1)),
        byte(end + 1) != UInt8(ascii: "."), byte(end + 1) < 0x80
      {
        end += 1
      }
    }
    guard end > offset else { return offset }
    if byte(end) | 0x20 == UInt8(ascii: "e") {
      let sign = byte(end + 1)
      let hasSign = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      let first = hasSign ? end + 2 : end + 1
      let exponentEnd = skipDigits(first)
      if exponentEnd > first { end = exponentEnd }
    }
    return end
  }

  private static func value(digits: String, unit: String) throws(Problem) -> Value {
    switch unit {
    case "", "B", "s": return try scaled(digits, tens: 0, factor: 1)
    case "%":
      let value = try scaled(digits, tens: -2, factor: 1)
      return .number(value.asDouble ?? 0)
    case "KB", "kB": return try scaled(digits, tens: 3, factor: 1)
    case "MB": return try scaled(digits, tens: 6, factor: 1)
    case "GB": return try scaled(digits, tens: 9, factor: 1)
    case "TB": return try scaled(digits, tens: 12, factor: 1)
    case "KiB": return try scaled(digits, tens: 0, factor: 1 << 10)
    case "MiB": return try scaled(digits, tens: 0, factor: 1 << 20)
    case "GiB": return try scaled(digits, tens: 0, factor: 1 << 30)
    case "TiB": return try scaled(digits, tens: 0, factor: 1 << 40)
    case "ms": return try scaled(digits, tens: -3, factor: 1)
    case "m": return try scaled(digits, tens: 0, factor: 60)
    case "h": return try scaled(digits, tens: 0, factor: 3600)
    default: throw .unknownUnit(unit)
    }
  }

  private static func scaled(_ digits: String, tens: Int, factor: Int) throws(Problem) -> Value {
    let isWhole = digits.utf8.allSatisfy { Characters.isDigit($0) || $0 == 0x2D || $0 == 0x2B }
    if isWhole, tens >= 0 {
      let zeros = String(repeating: "0", count: tens)
      guard let whole = Int(digits + zeros) else { throw .tooLarge }
      let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
      guard !overflow else { throw .tooLarge }
      return .integer(product)
    }
    guard let shifted = Double(shift(digits, by: tens)) else { throw .notANumber }
    let number = shifted * Double(factor)
    guard number.isFinite else { throw .tooLarge }
    let hasUnit = tens != 0 || factor != 1
    if hasUnit, abs(number) < 0x1p53, let whole = Int(exactly: number) { return .integer(whole) }
    return .number(number)
  }

  /// Multiplies written digits by a power of ten, exactly, by changing their exponent.
  static func shift(_ digits: String, by tens: Int) -> String {
    guard tens != 0 else { return digits }
    let parts = digits.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "e" || $0 == "E"
    }
    guard let mantissa = parts.first else { return digits }
    let written = parts.count > 1 ? String(parts[1]) : "0"
    // An exponent beyond nine digits is far outside a Double; its sign decides which way.
    guard let exponent = Int(written), abs(exponent) < 1_000_000_000 else { return digits }
    return "\(mantissa)e\(exponent + tens)"
  }
}
