import Tensors

/// How often examples of each class were taken for each class.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The largest number of classes: the counts of more would not fit usual memories.
  public static let maximumClasses = 4096

  /// Number of classes.
  public let classes: Int
  /// Counts, [actual, predicted].
  private var counts: [Int]

  /// A matrix of zeros.
  /// - Throws: `TrainingError.invalid` if there is no class, or more than `maximumClasses`.
  public init(classes: Int) throws(TrainingError) {
    guard (1...ConfusionMatrix.maximumClasses).contains(classes) else {
      throw .invalid(
        "\(classes) classes make no table, only 1 to \(ConfusionMatrix.maximumClasses)")
    }
    self.classes = classes
    do {
      counts = Array(repeating: 0, count: try Shape([classes, classes]).count)
    } catch {
      throw .invalid(error.message)
    }
  }

  /// Counts one example.
  /// - Throws: `TrainingError.invalid` if a class is not in 0 ..< classes.
  public mutating func add(actual: Int, predicted: Int) throws(TrainingError) {
    let range = 0..<classes
    guard range.contains(actual), range.contains(predicted) else {
      throw .invalid("class \(range.contains(actual) ? predicted : actual) is outside \(range)")
    }
    counts[actual * classes + predicted] += 1
  }

  /// Adds what another matrix counted.
  /// - Throws: `TrainingError.invalid` if it has another number of classes.
  public mutating func add(_ other: ConfusionMatrix) throws(TrainingError) {
    guard other.classes == classes else {
      throw .invalid("counts of \(other.classes) classes cannot be added to those of \(classes)")
    }
    for index in counts.indices { counts[index] += other.counts[index] }
  }

  /// Number of examples of one class that were taken for another; 0 for classes that are none.
  public func count(actual: Int, predicted: Int) -> Int {
    guard (0..<classes).contains(actual), (0..<classes).contains(predicted) else { return 0 }
    return counts[actual * classes + predicted]
  }

  /// Number of examples.
  public var total: Int { counts.reduce(0, +) }

  /// Number of examples that were taken for what they are.
  public var correct: Int { (0..<classes).reduce(0) { $0 + count(actual: $1, predicted: $1) } }

  /// Share of the examples that were taken for what they are; nil without examples.
  public var accuracy: Double? { ConfusionMatrix.share(correct, of: total) }

  /// Number of examples of a class.
  public func examples(of label: Int) -> Int {
    (0..<classes).reduce(0) { $0 + count(actual: label, predicted: $1) }
  }

  /// Number of examples that were taken for a class.
  public func predictions(of label: Int) -> Int {
    (0..<classes).reduce(0) { $0 + count(actual: $1, predicted: label) }
  }

  /// Recall, a class's own accuracy: the share of its examples that were found; nil without any.
  public func recall(of label: Int) -> Double? {
    ConfusionMatrix.share(count(actual: label, predicted: label), of: examples(of: label))
  }

  /// Precision: the share of right ones among all that were taken for a class; nil without any.
  public func precision(of label: Int) -> Double? {
    ConfusionMatrix.share(count(actual: label, predicted: label), of: predictions(of: label))
  }

  /// Pairs of different classes that were confused, the most frequent first; of equally frequent
  /// ones that of the smaller class.
  /// - Parameter limit: the largest number of pairs.
  public func mostConfused(_ limit: Int) -> [Confusion] {
    var pairs: [Confusion] = []
    for actual in 0..<classes {
      for predicted in 0..<classes where actual != predicted {
        let count = count(actual: actual, predicted: predicted)
        if count > 0 {
          pairs.append(Confusion(actual: actual, predicted: predicted, count: count))
        }
      }
    }
    pairs.sort { ($1.count, $0.actual, $0.predicted) < ($0.count, $1.actual, $1.predicted) }
    return Array(pairs.prefix(max(0, limit)))
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole > 0 ? Double(part) / Double(whole) : nil
  }
}

/// Examples of one class that were taken for another.
public struct Confusion: Hashable, Sendable {
  /// What they are.
  public let actual: Int
  /// What they were taken for.
  public let predicted: Int
  /// Number of examples.
  public let count: Int

  /// A pair.
  public init(actual: Int, predicted: Int, count: Int) {
    self.actual = actual
    self.predicted = predicted
    self.count = count
  }
}
