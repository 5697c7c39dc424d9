import Bytes

/// Shared weights as a polynomial of their number, with a step where the negative ones end: a few
/// numbers instead of one for each.
///
/// The shared weights of a pruned layer leave a gap around 0, which no polynomial of low degree
/// follows: the step is its width.
package struct FittedCodebook: Equatable, Sendable {
  /// Most coefficients.
  package static let mostCoefficients = 16
  /// What fitting may add to the squared error of sharing, as a share of it.
  static let toleratedShare = 0.1

  /// Coefficients, that of the constant first.
  package let coefficients: [Float]
  /// The value from which on the step is added; 0 if there is none.
  package let stepIndex: Int
  /// What is added from there on.
  package let step: Float

  /// What stands in a file.
  package var bytes: [UInt8] {
    var writer = ByteWriter()
    writer.write(UInt8(coefficients.count))
    writer.writeVarint(stepIndex)
    writer.write(floats: coefficients)
    if stepIndex > 0 { writer.write(step) }
    return writer.bytes
  }

  /// Reads what stands in a file.
  /// - Parameter count: number of values, at least 1.
  package init(_ reader: inout ByteReader, count: Int) throws(FormatError) {
    let start = reader.offset
    let number = Int(try reader.readUInt8())
    guard (1...FittedCodebook.mostCoefficients).contains(number), count >= 1 else {
      throw FormatError(offset: start, message: "\(number) coefficients make no codebook")
    }
    stepIndex = try reader.readVarint(limit: count - 1, "values before a codebook's step")
    coefficients = try reader.readFloats(count: number)
    step = stepIndex > 0 ? try reader.readFloat32() : 0
  }

  private init(coefficients: [Float], stepIndex: Int, step: Float) {
    self.coefficients = coefficients
    self.stepIndex = stepIndex
    self.step = step
  }

  /// The values that it stands for.
  package func values(count: Int) -> [Float] {
    (0..<count).map { index in
      let x = FittedCodebook.abscissa(index, of: count)
      var value = 0.0
      for (power, coefficient) in coefficients.enumerated().reversed() {
        value = power == coefficients.count - 1 ? Double(coefficient) : value * x + Double(coefficient)
      }
      if stepIndex > 0, index >= stepIndex { value += Double(step) }
      return Float(value)
    }
  }

  private static func abscissa(_ index: Int, of count: Int) -> Double {
    Double(2 * index - (count - 1)) / Double(count)
  }

  /// The polynomial of lowest degree that adds at most the tolerated share to the squared error.
  ///
  /// Least squares, each value counting as often as it has members. The error of sharing itself is
  /// not known any more; it is taken to be that of weights spread evenly around each shared one, over
  /// the distance to its nearer neighbour: members · distance² / 12.
  /// - Parameters:
  ///   - values: ascending.
  ///   - members: how many weights have each value.
  /// - Returns: nil if none of the degrees is close enough.
  package static func fit(_ values: [Float], members: [Int]) -> FittedCodebook? {
    let limit = toleratedShare * sharingError(values, members)
    let negatives = values.prefix { $0 < 0 }.count
    let stepIndex = negatives < values.count ? negatives : 0
    var basis = OrthogonalBasis(values, weights: members.map { Double($0) })
    if stepIndex > 0 {
      basis.add(values.indices.map { $0 >= stepIndex ? 1 : 0 })
    }
    let xs = values.indices.map { abscissa($0, of: values.count) }
    var powers = [Double](repeating: 1, count: values.count)
    for _ in 0..<min(mostCoefficients, values.count) {
      basis.add(powers)
      for index in powers.indices { powers[index] *= xs[index] }
      var solution = basis.solution
      let step = stepIndex > 0 ? solution.removeFirst() : 0
      let fitted = FittedCodebook(
        coefficients: solution.map { Float($0) }, stepIndex: stepIndex, step: Float(step))
      let made = fitted.values(count: values.count)
      guard made.allSatisfy(\.isFinite) else { continue }
      let error = values.indices.reduce(0) { sum, index in
        let difference = Double(made[index]) - Double(values[index])
        return sum + Double(members[index]) * difference * difference
      }
      if error <= limit { return fitted }
    }
    return nil
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
    let isNew = length > 1e-12 * max(product(original, original).squareRoot(), .leastNormalMagnitude)
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
