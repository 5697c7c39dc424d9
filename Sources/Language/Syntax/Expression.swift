/// An expression as written. Chains of operators are flat, so that only brackets nest, and
/// those no deeper than the parser's limit.
public struct Expression: Sendable {
  /// What an expression is made of.
  public indirect enum Kind: Sendable {
    /// A number, `True`, `False` or `None`.
    case literal(Value)
    /// A text in quotes, with the values inside it.
    case text([Word.Piece])
    /// `$name`.
    case variable(String)
    /// `[a, b]`.
    case list([Expression])
    /// `{"a": b}`.
    case record([(key: Expression, value: Expression)])
    /// `-a`, `+a`, `not a`.
    case unary(UnaryOperator, Expression)
    /// `a + b - c`: operators of one level, applied from left to right.
    case chain(Expression, [ChainStep])
    /// `a ** b`.
    case power(Expression, Expression)
    /// `a.name[index]`.
    case access(Expression, [AccessStep])
    /// `name(a, b)`.
    case call(Name, [Expression])
    /// `(command word --option)`.
    case command(Invocation)
    /// What could not be parsed.
    case invalid
  }

  /// What it is made of.
  public var kind: Kind
  /// Where it stands.
  public var span: SourceSpan
}

/// An operator with one operand.
public enum UnaryOperator: String, Sendable {
  /// The opposite number.
  case minus = "-"
  /// The number itself.
  case plus = "+"
  /// Truth reversed.
  case not = "not"
}

/// An operator with two operands, applied from left to right.
public enum BinaryOperator: String, Sendable, CaseIterable {
  /// The first operand if true, else the second.
  case or
  /// The first operand if false, else the second.
  case and
  /// Equality of values; numbers by value, whatever their kind.
  case equal = "=="
  /// The opposite of `==`.
  case notEqual = "!="
  /// Less or equal.
  case lessOrEqual = "<="
  /// Greater or equal.
  case greaterOrEqual = ">="
  /// Less.
  case less = "<"
  /// Greater.
  case greater = ">"
  /// Sum, or texts or lists joined.
  case add = "+"
  /// Difference.
  case subtract = "-"
  /// Product.
  case multiply = "*"
  /// Quotient rounded down.
  case floorDivide = "//"
  /// Quotient with a fraction.
  case divide = "/"
  /// What `//` leaves over; it has the sign of the divisor.
  case remainder = "%"

  /// How tightly it binds; a higher one binds tighter.
  var level: Int {
    switch self {
    case .or: 1
    case .and: 2
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: 4
    case .add, .subtract: 5
    case .multiply, .divide, .floorDivide, .remainder: 6
    }
  }

  /// The level of a comparison; `not` binds just looser.
  static let comparisonLevel = 4

  /// The operators that are written with symbols, longer ones first.
  static let symbols = allCases.filter { $0 != .or && $0 != .and }
    .sorted { $0.rawValue.utf8.count > $1.rawValue.utf8.count }
}

/// An operator and its right operand.
public struct ChainStep: Sendable {
  /// The operator.
  public var operation: BinaryOperator
  /// The operand to its right.
  public var operand: Expression
}

/// One step into a record or a list.
public enum AccessStep: Sendable {
  /// `.name`.
  case field(Name)
  /// `[expression]`; the span holds the brackets.
  case index(Expression, SourceSpan)

  /// Where it stands.
  public var span: SourceSpan {
    switch self {
    case .field(let name): name.span
    case .index(_, let span): span
    }
  }
}
