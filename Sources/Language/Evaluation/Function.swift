/// The functions that expressions may call. To add one, add it to `all`.
public struct Function: Sendable {
  /// The name.
  public let name: String
  /// How it is called.
  public let usage: String
  /// What it gives, in a phrase.
  public let summary: String
  /// How many arguments it takes.
  let arity: ClosedRange<Int>
  private let body: @Sendable ([Value], SourceSpan) throws(Diagnostic) -> Value

  /// All functions.
  public static let all = [
    Function(
      name: "min", usage: "min(a, b, …)", summary: "the least of its arguments or of a list",
      arity: 1...Int.max
    ) { (values, span) throws(Diagnostic) in try extreme(.less, values, "min", at: span) },
    Function(
      name: "max", usage: "max(a, b, …)", summary: "the greatest of its arguments or of a list",
      arity: 1...Int.max
    ) { (values, span) throws(Diagnostic) in try extreme(.greater, values, "max", at: span) },
    Function(
      name: "round", usage: "round(x, digits)",
      summary: "the nearest whole number, or the nearest with so many decimal digits",
      arity: 1...2
    ) { (values, span) throws(Diagnostic) in try round(values, at: span) },
    Function(
      name: "abs", usage: "abs(x)", summary: "the number without its sign", arity: 1...1
    ) { (values, span) throws(Diagnostic) in
      let isNegative = try Comparison.holds(.less, values[0], .integer(0), at: span)
      return isNegative ? try Arithmetic.apply(.minus, to: values[0], at: span) : values[0]
    },
    Function(
      name: "len", usage: "len(x)",
      summary: "the number of elements, fields or characters", arity: 1...1
    ) { (values, span) throws(Diagnostic) in
      switch values[0] {
      case .list(let list): return .integer(list.count)
      case .record(let record): return .integer(record.count)
      case .string(let text): return .integer(text.count)
      default: throw Diagnostic("\(values[0].kindName) has no length", at: span)
      }
    },
    Function(
      name: "sum", usage: "sum(list)", summary: "the sum of a list of numbers", arity: 1...1
    ) { (values, span) throws(Diagnostic) in
      guard case .list(let list) = values[0] else {
        throw Diagnostic("sum takes a list, not \(values[0].kindName)", at: span)
      }
      var sum = Value.integer(0)
      for element in list { sum = try Arithmetic.apply(.add, sum, element, at: span) }
      return sum
    },
    Function(
      name: "range", usage: "range(start, end, step)",
      summary: "the list of whole numbers from start (or 0) up to, without, end", arity: 1...3
    ) { (values, span) throws(Diagnostic) in try range(values, at: span) },
  ]

  /// The function of a name.
  public static func named(_ name: String) -> Function? { all.first { $0.name == name } }

  /// Calls the function.
  ///
  /// - Throws: that the number or the kind of the arguments is wrong.
  func apply(_ values: [Value], at span: SourceSpan) throws(Diagnostic) -> Value {
    guard arity.contains(values.count) else {
      throw Diagnostic(
        "\(name) does not take \(values.count) argument\(values.count == 1 ? "" : "s")", at: span,
        help: usage)
    }
    return try body(values, span)
  }

  static func unknown(_ name: Name) -> Diagnostic {
    let known = all.map(\.name)
    let near = Suggestion.nearest(to: name.text, in: known)
    return .usage(
      "there is no function `\(name.text.shortened)`", at: name.span,
      help: near.map { "did you mean \($0)?" }
        ?? "the functions are \(known.joined(separator: ", "))")
  }
}

private func extreme(
  _ operation: BinaryOperator, _ values: [Value], _ name: String, at span: SourceSpan
) throws(Diagnostic) -> Value {
  var candidates = values
  if values.count == 1, case .list(let list) = values[0] { candidates = list }
  guard var best = candidates.first else {
    throw Diagnostic("\(name) of an empty list", at: span)
  }
  // Comparing the first with itself tells a lone argument that cannot be compared.
  for candidate in candidates {
    if try Comparison.holds(operation, candidate, best, at: span) { best = candidate }
  }
  return best
}

private func round(_ values: [Value], at span: SourceSpan) throws(Diagnostic) -> Value {
  guard let number = values[0].asDouble else {
    throw Diagnostic("round takes a number, not \(values[0].kindName)", at: span)
  }
  guard values.count == 2 else {
    if case .integer = values[0] { return values[0] }
    guard let whole = Int(exactly: number.rounded(.toNearestOrEven)) else {
      throw Diagnostic("the result does not fit in 64 bits", at: span)
    }
    return .integer(whole)
  }
  guard case .integer(let digits) = values[1], digits >= 0, digits <= 15 else {
    throw Diagnostic("round takes 0 to 15 digits", at: span)
  }
  guard number.isFinite else { return .number(number) }
  let scale = (0..<digits).reduce(1.0) { scale, _ in scale * 10 }
  let scaled = (number * scale).rounded(.toNearestOrEven)
  guard scaled.isFinite, abs(scaled) < 0x1p53 else { return .number(number) }
  return .number(scaled / scale)
}

private func range(_ values: [Value], at span: SourceSpan) throws(Diagnostic) -> Value {
  var numbers: [Int] = []
  for value in values {
    guard case .integer(let integer) = value else {
      throw Diagnostic("range takes whole numbers, not \(value.kindName)", at: span)
    }
    numbers.append(integer)
  }
  let start = numbers.count == 1 ? 0 : numbers[0]
  let end = numbers.count == 1 ? numbers[0] : numbers[1]
  let step = numbers.count == 3 ? numbers[2] : 1
  guard step != 0 else { throw Diagnostic("the step of a range cannot be 0", at: span) }
  var list: [Value] = []
  var next = start
  while step > 0 ? next < end : next > end {
    guard list.count < ValueSize.maximumElements else {
      throw Diagnostic("the range has more than a million elements", at: span)
    }
    list.append(.integer(next))
    let (sum, overflow) = next.addingReportingOverflow(step)
    if overflow { break }
    next = sum
  }
  return .list(list)
}
