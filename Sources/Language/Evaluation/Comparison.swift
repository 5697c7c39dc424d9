/// The language's own equality and order: by value, whatever kind of number holds it.
enum Comparison {
  /// Whether two values are equal: numbers by value, records whatever the order of their fields.
  static func areEqual(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.number(let left), .number(let right)): return left == right
    case (.integer(let left), .number(let right)), (.number(let right), .integer(let left)):
      return Int(exactly: right) == left
    case (.list(let left), .list(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { areEqual($0, $1) }
    case (.record(let left), .record(let right)):
      guard left.count == right.count else { return false }
      return left.allSatisfy { field in
        right[field.name].map { areEqual(field.value, $0) } ?? false
      }
    default: return left == right
    }
  }

  /// Whether a comparison holds between two numbers or two texts.
  static func holds(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Bool {
    switch (left, right) {
    case (.integer(let left), .integer(let right)): return holds(operation, left, right)
    // By code units, so that the order is the same everywhere.
    case (.string(let left), .string(let right)):
      let order = left.unicodeScalars.lexicographicallyPrecedes(right.unicodeScalars)
      let reverse = right.unicodeScalars.lexicographicallyPrecedes(left.unicodeScalars)
      return holds(operation, order ? -1 : reverse ? 1 : 0, 0)
    case (.integer(let left), .number(let right)): return holds(operation, left, right)
    case (.number(let left), .integer(let right)): return holds(reversed(operation), right, left)
    case (.number(let left), .number(let right)): return holds(operation, left, right)
    default:
      throw Diagnostic(
        "`\(operation.rawValue)` does not go with \(left.kindName) and \(right.kindName)",
        at: span)
    }
  }

  /// Exact even beyond 2⁵³, where a `Double` cannot hold every integer.
  private static func holds(_ operation: BinaryOperator, _ left: Int, _ right: Double) -> Bool {
    if right.isNaN { return false }
    if right >= 0x1p63 { return holds(operation, 0, 1) }
    if right < -0x1p63 { return holds(operation, 1, 0) }
    let whole = Int(right.rounded(.down))
    if left != whole { return holds(operation, left, whole) }
    return holds(operation, 0.0, right - right.rounded(.down))
  }

  private static func holds<Operand: Comparable>(
    _ operation: BinaryOperator, _ left: Operand, _ right: Operand
  ) -> Bool {
    switch operation {
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    default: left == right
    }
  }

  private static func reversed(_ operation: BinaryOperator) -> BinaryOperator {
    switch operation {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: operation
    }
  }
}
