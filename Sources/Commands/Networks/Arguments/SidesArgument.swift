import DeepCompression
import Language

/// Pixels around an image: `2`, `1x2` for rows and columns, or `0,0,1,1` for top, left, bottom and
/// right.
struct SidesArgument: ArgumentValue {
  let padding: Padding2

  init(_ padding: Padding2) { self.padding = padding }

  init(argument: Value) throws(ArgumentError) {
    let range = 0...ExtentArgument.largest
    if case .string(let text) = argument, text.contains("x") {
      let numbers = try WholeNumbers.read(argument, separator: "x", in: range)
      guard numbers.count == 2 else { throw ArgumentError() }
      padding = Padding2(top: numbers[0], left: numbers[1], bottom: numbers[0], right: numbers[1])
      return
    }
    let numbers = try WholeNumbers.read(argument, separator: ",", in: range)
    switch numbers.count {
    case 1: padding = Padding2(numbers[0])
    case 4:
      padding = Padding2(top: numbers[0], left: numbers[1], bottom: numbers[2], right: numbers[3])
    default: throw ArgumentError()
    }
  }

  static let typeName = "pixels such as 2, 1x2 or 0,0,1,1 (top, left, bottom, right)"
  static let placeholder = "PIXELS"
  var canonicalText: String { padding.description }
}
