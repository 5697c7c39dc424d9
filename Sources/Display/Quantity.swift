/// Numbers as people read them, the same under any locale.
///
/// A value that is not a number reads `nan`, an infinite one `inf` or `-inf`.
public enum Quantity {
  /// A count with thousands separators: `266,610`.
  public static func count(_ count: Int) -> String {
    (count < 0 ? "-" : "") + grouped(String(count.magnitude))
  }

  /// A size in bytes: exact below 10,000 (`9,412 B`), else to three digits (`26.4 KB`, `1.07 MB`).
  ///
  /// 1 KB is 1000 bytes. Where sums must add up, use `exactBytes`.
  public static func bytes(_ bytes: Int) -> String {
    guard bytes.magnitude >= 10_000 else { return exactBytes(bytes) }
    var size = Double(bytes.magnitude) / 1000
    var unit = 0
    // 999.5 KB would be rounded to 1,000 KB.
    while size >= 999.5, unit + 1 < units.count {
      size /= 1000
      unit += 1
    }
    let digits = size < 9.995 ? 2 : size < 99.95 ? 1 : 0
    return (bytes < 0 ? "-" : "") + decimal(size, digits: digits) + " " + units[unit]
  }

  /// A size in bytes, to the last one: `26,412 B`.
  public static func exactBytes(_ bytes: Int) -> String {
    count(bytes) + " B"
  }

  /// A fraction in percent, as it may be typed in a command: 0.0164 is `1.64%`.
  ///
  /// - Parameter digits: digits after the decimal point.
  public static func percent(_ fraction: Double, digits: Int = 2) -> String {
    decimal(fraction * 100, digits: digits) + "%"
  }

  /// What became of a size: `40.3× smaller`, `2.0× larger than 27 B`, `as large`.
  ///
  /// - Parameters:
  ///   - ratio: the size before over the size after.
  ///   - before: the size before, if it is to be named.
  public static func change(_ ratio: Double, from before: String? = nil) -> String {
    let (smaller, larger) = (Quantity.ratio(ratio), Quantity.ratio(1 / ratio))
    if smaller == larger { return "as large" + (before.map { " as \($0)" } ?? "") }
    let change = ratio > 1 ? "\(smaller) smaller" : "\(larger) larger"
    return change + (before.map { " than \($0)" } ?? "")
  }

  /// How many times smaller something became: `40.3×`.
  ///
  /// - Parameter digits: digits after the decimal point.
  public static func ratio(_ ratio: Double, digits: Int = 1) -> String {
    decimal(ratio, digits: digits) + "×"
  }

  /// A duration: `35 ms`, `4.2 s`, `2 m 3 s`, `1 h 2 m`.
  public static func seconds(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e12 else { return special(seconds) + " s" }
    if seconds < 0 { return "-" + Quantity.seconds(-seconds) }
    // The bounds are where the rounded figure would reach the next unit.
    if seconds < 0.9995 {
      return decimal(seconds * 1000, digits: seconds < 0.00995 ? 1 : 0) + " ms"
    }
    if seconds < 59.95 { return decimal(seconds, digits: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 3600 { return "\(whole / 60) m \(whole % 60) s" }
    let minutes = Int((seconds / 60).rounded())
    return "\(count(minutes / 60)) h \(minutes % 60) m"
  }

  /// A rate: `52,312 images/s`, or `1.4 epochs/s` below 100.
  public static func perSecond(_ rate: Double, _ unit: String) -> String {
    decimal(rate, digits: rate.magnitude < 99.95 ? 1 : 0) + " \(unit)/s"
  }

  /// A number with a fixed count of digits after the point and thousands separators: `1,234.50`.
  ///
  /// The decimal is the one nearest to the number; halves go away from zero.
  ///
  /// - Parameter digits: digits after the decimal point, 0...15.
  public static func decimal(_ value: Double, digits: Int) -> String {
    let digits = min(max(digits, 0), 15)
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let product = value.magnitude * scale
    // Beyond 2^53 there are no fractions of the last digit left to round.
    guard value.isFinite, product < 9_007_199_254_740_992 else { return special(value) }

    var rounded = product.rounded(.down)
    let fraction = product - rounded
    // The product itself was rounded, and only to a half can that have changed the decision.
    let error = (-product).addingProduct(value.magnitude, scale)
    if fraction > 0.5 || (fraction == 0.5 && error >= 0) { rounded += 1 }
    var text = String(UInt64(rounded))
    if text.count <= digits {
      text = String(repeating: "0", count: digits + 1 - text.count) + text
    }
    let sign = value < 0 && rounded > 0 ? "-" : ""
    let whole = sign + grouped(text.dropLast(digits))
    return digits == 0 ? whole : whole + "." + text.suffix(digits)
  }

  /// A number to so many significant digits: `0.0312`, `1,230`, `1.23e-06`.
  ///
  /// - Parameter digits: significant digits, 1...15.
  public static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value.isFinite, value != 0 else { return value == 0 ? "0" : special(value) }
    let digits = min(max(digits, 1), 15)
    var mantissa = value.magnitude
    var exponent = 0
    while mantissa >= 10 {
      mantissa /= 10
      exponent += 1
    }
    while mantissa < 1 {
      mantissa *= 10
      exponent -= 1
    }
    var text = decimal(mantissa, digits: digits - 1)
    if text.hasPrefix("10") {  // 9.996 to three digits is 10.0
      text = decimal(1, digits: digits - 1)
      exponent += 1
    }
    if (-4..<15).contains(exponent) {
      return decimal(value, digits: digits - 1 - exponent)
    }
    let size = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
    return (value < 0 ? "-" : "") + text + "e" + (exponent < 0 ? "-" : "+") + size
  }

  private static let units = ["KB", "MB", "GB", "TB", "PB", "EB"]

  /// The digits with a comma before every third from the right.
  private static func grouped(_ digits: some StringProtocol) -> String {
    var result = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(",") }
      result.append(digit)
    }
    return result
  }

  /// A number that cannot be written out: not finite, or too large.
  private static func special(_ value: Double) -> String {
    "\(value)"
  }
}
