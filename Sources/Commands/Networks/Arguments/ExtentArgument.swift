import DeepCompression
import Language

/// A height and a width: `5x3`, or `5` for both.
struct ExtentArgument: ArgumentValue {
  let extent: Extent2

  init(_ extent: Extent2) { self.extent = extent }

  init(argument: Value) throws(ArgumentError) {
    let numbers = try WholeNumbers.read(argument, separator: "x", in: 1...ExtentArgument.largest)
    switch numbers.count {
    case 1: extent = Extent2(numbers[0])
    case 2: extent = Extent2(height: numbers[0], width: numbers[1])
    default: throw ArgumentError()
    }
  }

  /// More pixels than any window has; what an operation takes is its own affair.
  static let largest = 1 << 16
  static let typeName = "a height and a width such as 5x3, or one number for both"
  static let placeholder = "HxW"

  var canonicalText: String {
    extent.height == extent.width ? "\(extent.height)" : "\(extent.height)x\(extent.width)"
  }
}

/// Whole numbers in a row, as one word, a number or a list.
enum WholeNumbers {
  static func read(
    _ argument: Value, separator: Character, in range: ClosedRange<Int>
  ) throws(ArgumentError) -> [Int] {
    let values: [Value]
    switch argument {
    case .list(let list): values = list
    case .string(let text):
      values = text.split(separator: separator, omittingEmptySubsequences: false).map {
        .string(String($0))
      }
    default: values = [argument]
    }
    var numbers: [Int] = []
    for value in values {
      let number = try Int(argument: value)
      guard range.contains(number) else {
        let bounds = "\(range.lowerBound) to \(range.upperBound)"
        throw ArgumentError(
          help: range.upperBound == .max
            ? "each number is at least \(range.lowerBound)" : "each number is from \(bounds)")
      }
      numbers.append(number)
    }
    return numbers
  }
}
