import Bytes

/// Shared weights as a polynomial of their number, with a step where the negative ones end, and a few
/// exceptions: less numbers than shared weights.
///
/// The shared weights of a pruned layer leave a gap around 0, which no polynomial of low degree
/// follows: the step is its width. Those next to the gap lie where half of a cluster was pruned, and
/// those far out have few members: such are exceptions.
package struct FittedCodebook: Equatable, Sendable {
  /// Most coefficients.
  package static let mostCoefficients = 16
  /// Most coefficients that the writer tries.
  private static let mostTried = 8
  /// Most values that the writer fits: each exception takes another fit.
  private static let mostValues = 1 << 10
  /// What fitting may add to the squared error of sharing, as a share of it.
  static let toleratedShare = 0.1

  /// A value that does not follow the curve.
  package struct Exception: Equatable, Sendable {
    /// The number of the value.
    package let index: Int
    /// The value.
    package let value: Float
  }

  /// Coefficients, that of the constant first.
  package let coefficients: [Float]
  /// The value from which on the step is added; 0 if there is none.
  package let stepIndex: Int
  /// What is added from there on.
  package let step: Float
  /// Values that do not follow the curve, ascending.
  package let exceptions: [Exception]

  /// What stands in a file.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(UInt8(coefficients.count))
    writer.writeVarint(stepIndex)
    writer.write(floats: coefficients)
    if stepIndex > 0 { writer.write(step) }
    writer.writeVarint(exceptions.count)
    var next = 0
    for exception in exceptions {
      writer.writeVarint(exception.index - next)
      writer.write(exception.value)
      next = exception.index + 1
    }
    return writer.bytes
  }

  /// Reads what stands in a file.
  /// - Parameters:
  ///   - reader: stands at it; stands behind it afterwards.
  ///   - count: number of values.
  /// - Throws: `FormatError` if it is cut off or breaks a rule.
  package init(_ reader: inout ByteReader, count: Int) throws(FormatError) {
    let start = reader.offset
    let number = Int(try reader.readUInt8())
    guard (1...FittedCodebook.mostCoefficients).contains(number), count >= 1 else {
      throw FormatError(offset: start, message: "\(number) coefficients make no codebook")
    }
    stepIndex = try reader.readVarint(limit: count - 1, "values before a codebook's step")
    coefficients = try reader.readFloats(count: number)
    step = stepIndex > 0 ? try reader.readFloat32() : 0
    var exceptions: [Exception] = []
    var next = 0
    for _ in 0..<(try reader.readVarint(limit: min(count, reader.remaining / 5), "exceptions")) {
      let place = reader.offset
      guard next < count else {
        throw FormatError(offset: place, message: "an exception lies behind the last value")
      }
      next += try reader.readVarint(limit: count - 1 - next, "values before an exception")
      exceptions.append(Exception(index: next, value: try reader.readFloat32()))
      next += 1
    }
    self.exceptions = exceptions
  }

  private init(
    coefficients: [Float], stepIndex: Int, step: Float, exceptions: [Exception]
  ) {
    self.coefficients = coefficients
    self.stepIndex = stepIndex
    self.step = step
    self.exceptions = exceptions
  }

  /// The values that it stands for.
  package func values(count: Int) -> [Float] {
    let highest = Double(coefficients.last ?? 0)
    var values = (0..<count).map { index in
      let x = FittedCodebook.abscissa(index, of: count)
      var value = highest
      for coefficient in coefficients.dropLast().reversed() {
        value = value * x + Double(coefficient)
      }
      if stepIndex > 0, index >= stepIndex { value += Double(step) }
      return Float(value)
    }
    for exception in exceptions where exception.index < count {
      values[exception.index] = exception.value
    }
    return values
  }

  private static func abscissa(_ index: Int, of count: Int) -> Double {
    Double(2 * index - (count - 1)) / Double(count)
  }

  /// The curve and exceptions of the fewest bytes that add at most the tolerated share to the squared
  /// error of sharing.
  ///
  /// Least squares, each value counting as often as it has members; what is farthest off becomes an
  /// exception. The error of sharing itself is not known any more; it is taken to be that of weights
  /// spread evenly around each shared one, over the distance to its nearer neighbour: members ·
  /// distance² / 12.
  /// - Parameters:
  ///   - values: ascending.
  ///   - members: how many weights have each value.
  ///   - limit: the bytes that it must stay below.
  /// - Returns: nil if nothing is close enough in so few bytes.
  package static func fit(_ values: [Float], members: [Int], below limit: Int) -> FittedCodebook? {
    guard (1...mostValues).contains(values.count) else { return nil }
    let tolerated = toleratedShare * sharingError(values, members)
    var best: FittedCodebook?
    var least = limit
    for number in 1...min(mostTried, values.count) {
      var isException = [Bool](repeating: false, count: values.count)
      while true {
        let curve = curve(values, members, number, isException)
        guard curve.bytes.count < least else { break }
        let made = curve.values(count: values.count)
        let errors = values.indices.map { index -> Double in
          let difference = Double(made[index]) - Double(values[index])
          return Double(members[index]) * difference * difference
        }
        if errors.reduce(0, +) <= tolerated {
          best = curve
          least = curve.bytes.count
          break
        }
        let candidates = values.indices.filter { !isException[$0] }
        guard let worst = candidates.max(by: { errors[$0] < errors[$1] }) else { break }
        isException[worst] = true
      }
    }
    return best
  }

  /// The curve of so many coefficients that is nearest to all values but the exceptions.
  private static func curve(
    _ values: [Float], _ members: [Int], _ number: Int, _ isException: [Bool]
  ) -> FittedCodebook {
    let negatives = values.prefix { $0 < 0 }.count
    let stepIndex = negatives < values.count ? negatives : 0
    var basis = OrthogonalBasis(
      values, weights: members.indices.map { isException[$0] ? 0 : Double(members[$0]) })
    if stepIndex > 0 {
      basis.add(values.indices.map { $0 >= stepIndex ? 1 : 0 })
    }
    var powers = [Double](repeating: 1, count: values.count)
    for _ in 0..<number {
      basis.add(powers)
      for index in powers.indices { powers[index] *= abscissa(index, of: values.count) }
    }
    var solution = basis.solution
    let step = stepIndex > 0 ? solution.removeFirst() : 0
    return FittedCodebook(
      coefficients: solution.map { Float($0) }, stepIndex: stepIndex, step: Float(step),
      exceptions: values.indices.filter { isException[$0] }.map {
        Exception(index: $0, value: values[$0])
      })
  }

  private static func sharingError(_ values: [Float], _ members: [Int]) -> Double {
    values.indices.reduce(0) { sum, index in
      let below = index > 0 ? Double(values[index]) - Double(values[index - 1]) : .infinity
      let above =
        index + 1 < values.count ? Double(values[index + 1]) - Double(values[index]) : .infinity
      let distance = min(below, above)
      return distance.isFinite ? sum + Double(members[index]) * distance * distance / 12 : sum
    }
  }
}

/// Columns of a weighted least-squares problem, made orthogonal one after the other (modified
/// Gram-Schmidt, twice for the sake of precision).
private struct OrthogonalBasis {
  private let weights: [Double]
  private var columns: [[Double]] = []
  /// `triangle[j][i]` is how much of the orthogonal column i the original column j holds.
  private var triangle: [[Double]] = []
  /// How much of each orthogonal column the target holds.
  private var shares: [Double] = []
  private let target: [Double]

  init(_ target: [Float], weights: [Double]) {
    self.weights = weights
    self.target = target.map { Double($0) }
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double {
    weights.indices.reduce(0) { $0 + weights[$1] * a[$1] * b[$1] }
  }

  mutating func add(_ original: [Double]) {
    var column = original
    var entries = [Double](repeating: 0, count: columns.count)
    for _ in 0..<2 {
      for (index, other) in columns.enumerated() {
        let part = product(column, other)
        entries[index] += part
        for row in column.indices { column[row] -= part * other[row] }
      }
    }
    // A column that says nothing new gets no share.
    let length = product(column, column).squareRoot()
    let isNew =
      length > 1e-12 * max(product(original, original).squareRoot(), .leastNormalMagnitude)
    for row in column.indices { column[row] = isNew ? column[row] / length : 0 }
    columns.append(column)
    triangle.append(entries + [isNew ? length : 0])
    shares.append(isNew ? product(column, target) : 0)
  }

  /// The factors of the original columns whose sum comes nearest to the target.
  var solution: [Double] {
    var result = [Double](repeating: 0, count: columns.count)
    for index in columns.indices.reversed() {
      var rest = shares[index]
      for later in (index + 1)..<max(index + 1, columns.count) {
        rest -= triangle[later][index] * result[later]
      }
      let diagonal = triangle[index][index]
      result[index] = diagonal > 0 ? rest / diagonal : 0
    }
    return result
  }
}
