/// The operators on values. Whole numbers stay exact: where a result does not fit in 64 bits,
/// that is an error and not another number.
enum Arithmetic {
  static func apply(
    _ operation: UnaryOperator, to value: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    switch (operation, value) {
    case (.not, _): return .bool(!value.isTrue)
    case (.plus, .integer), (.plus, .number): return value
    case (.minus, .integer(let integer)):
      return try whole(0.subtractingReportingOverflow(integer), at: span)
    case (.minus, .number(let number)): return .number(-number)
    default:
      throw Diagnostic("`\(operation.rawValue)` needs a number, not \(value.kindName)", at: span)
    }
  }

  static func apply(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    switch operation {
    case .and, .or: return right  // whoever calls has looked at the left one
    case .equal: return .bool(Comparison.areEqual(left, right))
    case .notEqual: return .bool(!Comparison.areEqual(left, right))
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      return .bool(try Comparison.holds(operation, left, right, at: span))
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder: break
    }
    switch (left, right) {
    case (.integer(let left), .integer(let right)):
      return try integers(operation, left, right, at: span)
    case (.string(let left), .string(let right)) where operation == .add:
      let joined = Value.string(left + right)
      try ValueSize.check(joined, at: span)
      return joined
    case (.list(let left), .list(let right)) where operation == .add:
      let joined = Value.list(left + right)
      try ValueSize.check(joined, at: span)
      return joined
    default:
      guard let left = left.asDouble, let right = right.asDouble else {
        throw unsuitable(operation, left, right, at: span)
      }
      return .number(try numbers(operation, left, right, at: span))
    }
  }

  private static func integers(
    _ operation: BinaryOperator, _ left: Int, _ right: Int, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    switch operation {
    case .add: return try whole(left.addingReportingOverflow(right), at: span)
    case .subtract: return try whole(left.subtractingReportingOverflow(right), at: span)
    case .multiply: return try whole(left.multipliedReportingOverflow(by: right), at: span)
    case .floorDivide:
      guard right != 0 else { throw divisionByZero(at: span) }
      let (quotient, overflow) = left.dividedReportingOverflow(by: right)
      let isUneven = !overflow && left % right != 0
      let roundsDown = isUneven && (left < 0) != (right < 0)
      return try whole((quotient - (roundsDown ? 1 : 0), overflow), at: span)
    case .remainder:
      guard right != 0 else { throw divisionByZero(at: span) }
      let remainder = right == -1 ? 0 : left % right
      let isOnWrongSide = remainder != 0 && (remainder < 0) != (right < 0)
      return .integer(isOnWrongSide ? remainder + right : remainder)
    default: return .number(try numbers(operation, Double(left), Double(right), at: span))
    }
  }

  private static func numbers(
    _ operation: BinaryOperator, _ left: Double, _ right: Double, at span: SourceSpan
  ) throws(Diagnostic) -> Double {
    switch operation {
    case .add: return left + right
    case .subtract: return left - right
    case .multiply: return left * right
    case .divide:
      guard right != 0 else { throw divisionByZero(at: span) }
      return left / right
    case .floorDivide:
      guard right != 0 else { throw divisionByZero(at: span) }
      return (left / right).rounded(.down)
    case .remainder:
      guard right != 0 else { throw divisionByZero(at: span) }
      let remainder = left.truncatingRemainder(dividingBy: right)
      return remainder != 0 && (remainder < 0) != (right < 0) ? remainder + right : remainder
    default: throw Diagnostic("`\(operation.rawValue)` is no arithmetic operator", at: span)
    }
  }

  /// `left ** right`; whole numbers stay whole unless the exponent is negative.
  static func power(
    _ left: Value, _ right: Value, at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    if case .integer(let base) = left, case .integer(let exponent) = right, exponent >= 0 {
      return .integer(try power(base, exponent, at: span))
    }
    guard let base = left.asDouble, let exponent = right.asDouble else {
      throw Diagnostic(
        "`**` needs numbers, not \(left.kindName) and \(right.kindName)", at: span)
    }
    if base == 0, exponent < 0 { throw divisionByZero(at: span) }
    return .number(raised(base, to: exponent))
  }

  private static func power(
    _ base: Int, _ exponent: Int, at span: SourceSpan
  ) throws(Diagnostic) -> Int {
    var result = 1
    var square = base
    var remaining = exponent
    while remaining > 0 {
      if remaining & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: square)
        if overflow { throw tooLarge(at: span) }
        result = product
      }
      remaining >>= 1
      if remaining > 0 {
        let (product, overflow) = square.multipliedReportingOverflow(by: square)
        if overflow { throw tooLarge(at: span) }
        square = product
      }
    }
    return result
  }

  private static func whole(
    _ result: (partialValue: Int, overflow: Bool), at span: SourceSpan
  ) throws(Diagnostic) -> Value {
    if result.overflow { throw tooLarge(at: span) }
    return .integer(result.partialValue)
  }

  private static func tooLarge(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "the result does not fit in 64 bits", at: span, help: "write one number with `.0`")
  }

  private static func divisionByZero(at span: SourceSpan) -> Diagnostic {
    Diagnostic("division by zero", at: span)
  }

  private static func unsuitable(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, at span: SourceSpan
  ) -> Diagnostic {
    let isText = operation == .add && (left.isText || right.isText)
    return Diagnostic(
      "`\(operation.rawValue)` does not go with \(left.kindName) and \(right.kindName)", at: span,
      help: isText ? "write \"${a}${b}\" to join texts and numbers" : nil)
  }
}

extension Value {
  fileprivate var isText: Bool {
    if case .string = self { true } else { false }
  }
}
