import DeepCompression
import Language

/// Extents of one example: `1x28x28`, or `784`.
struct ShapeArgument: ArgumentValue {
  var shape = Shape.vector(1)

  init() {}

  init(_ shape: Shape) { self.shape = shape }

  init(argument: Value) throws(ArgumentError) {
    let numbers = try WholeNumbers.read(argument, separator: "x", in: 1...Int.max)
    guard !numbers.isEmpty else { throw ArgumentError() }
    do {
      shape = try Shape(numbers)
    } catch {
      throw ArgumentError(help: error.message)
    }
  }

  static let typeName = "extents such as 3x32x32, or one number"
  static let placeholder = "SHAPE"
  var canonicalText: String { shape.dimensions.map(String.init).joined(separator: "x") }
}
