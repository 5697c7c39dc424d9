import Bytes

/// Golomb codes of numbers that are mostly small, whose parameter follows the mean so far (as in LOCO-I:
/// Weinberger, Seroussi and Sapiro, IEEE Transactions on Image Processing 9(8), 2000).
package struct AdaptiveGolomb {
  /// Zeros after which a number follows in full.
  private static let escape = 16
  /// Bits of such a number: enough for 65,536.
  private static let fullBits = 17

  private var sum: Int
  private var count = 1

  /// - Parameter mean: what the first number is expected to be.
  package init(mean: Int) { sum = mean }

  /// How many low bits of a number are written as they are.
  private var lowBits: Int {
    var bits = 0
    while count << bits < sum { bits += 1 }
    return bits
  }

  private mutating func adapt(to value: Int) {
    sum += value
    count += 1
    if count == 16 {
      sum >>= 1
      count >>= 1
    }
  }

  /// How many bits a number would take now.
  package func bits(of value: Int) -> Int {
    let low = lowBits
    let zeros = value >> low
    return zeros < AdaptiveGolomb.escape
      ? zeros + 1 + low : AdaptiveGolomb.escape + AdaptiveGolomb.fullBits
  }

  /// Writes a number, 0 to 2¹⁷ − 1.
  package mutating func write(_ value: Int, to writer: inout BitWriter) {
    let low = lowBits
    let zeros = value >> low
    if zeros < AdaptiveGolomb.escape {
      writer.write(1, bits: zeros + 1)
      writer.write(UInt32(value), bits: low)
    } else {
      writer.write(0, bits: AdaptiveGolomb.escape)
      writer.write(UInt32(value), bits: AdaptiveGolomb.fullBits)
    }
    adapt(to: value)
  }

  /// Counts a number without writing it.
  ///
  /// - Returns: the bits that it takes.
  mutating func skip(_ value: Int) -> Int {
    defer { adapt(to: value) }
    return bits(of: value)
  }

  /// Reads a number, 0 to 2¹⁷ − 1, or what 16 steps of the parameter make of it.
  package mutating func read(_ reader: inout BitReader) throws(FormatError) -> Int {
    let low = lowBits
    var zeros = 0
    while zeros < AdaptiveGolomb.escape, try reader.read(bits: 1) == 0 { zeros += 1 }
    let value =
      zeros < AdaptiveGolomb.escape
      ? zeros << low | Int(try reader.read(bits: low))
      : Int(try reader.read(bits: AdaptiveGolomb.fullBits))
    adapt(to: value)
    return value
  }
}
