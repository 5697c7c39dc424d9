import Glibc

/// Whether two models differ by more than chance on the same examples (McNemar, 1947).
///
/// Examples that both get right, or both wrong, say nothing. If the models were equally good, each
/// of the others would be as likely right with one as with the other.
public struct McNemar: Hashable, Sendable {
  /// Number of examples up to which the p-value is exact.
  public static let exactLimit = 1000

  /// Number of examples that only the first model gets right.
  public let onlyFirst: Int
  /// Number of examples that only the second model gets right.
  public let onlySecond: Int

  /// A comparison; negative numbers count as 0.
  public init(onlyFirst: Int, onlySecond: Int) {
    self.onlyFirst = max(0, onlyFirst)
    self.onlySecond = max(0, onlySecond)
  }

  /// Compares two models example by example.
  /// - Parameters:
  ///   - first: whether the first model is right.
  ///   - second: whether the second model is right, in the same order.
  /// - Throws: `TrainingError.invalid` if the numbers of examples differ.
  public init(_ first: [Bool], _ second: [Bool]) throws(TrainingError) {
    guard first.count == second.count else {
      throw .invalid("answers to \(first.count) and \(second.count) examples do not compare")
    }
    self.init(
      onlyFirst: zip(first, second).count { $0 && !$1 },
      onlySecond: zip(first, second).count { !$0 && $1 })
  }

  /// Whether `pValue` is the exact one.
  public var isExact: Bool {
    let (count, overflow) = onlyFirst.addingReportingOverflow(onlySecond)
    return !overflow && count <= McNemar.exactLimit
  }

  /// Probability of a difference at least this large between equally good models, two-sided: from
  /// the binomial distribution if it is exact, else from χ² with one degree of freedom and the
  /// continuity correction (Edwards, 1948). 1 if the models never differ.
  public var pValue: Double {
    isExact ? exactValue : approximateValue
  }

  /// Twice the smaller tail of the binomial distribution with probability ½.
  private var exactValue: Double {
    let count = onlyFirst + onlySecond
    let fewer = min(onlyFirst, onlySecond)
    // The tail relative to its largest term, which itself is only known by its logarithm: 2⁻ⁿ is
    // too small for many examples.
    var (logLargest, tail, term) = (-Double(count) * log(2.0), 1.0, 1.0)
    for index in 0..<fewer { logLargest += log(Double(count - index) / Double(index + 1)) }
    for index in stride(from: fewer, to: 0, by: -1) {
      term *= Double(index) / Double(count - index + 1)
      tail += term
    }
    return min(1, 2 * tail * exp(logLargest))
  }

  /// The upper tail of χ² with one degree of freedom is that of the normal distribution.
  package var approximateValue: Double {
    let (b, c) = (Double(onlyFirst), Double(onlySecond))
    guard b + c > 0 else { return 1 }
    let difference = max(0, abs(b - c) - 1)
    return erfc((difference * difference / (b + c) / 2).squareRoot())
  }
}
