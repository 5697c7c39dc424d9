import DeepCompression
import Display
import Language

/// What a network gets right class by class.
struct ClassReport {
  /// Up to so many classes `eval` tells of each.
  static let usualLimit = 100
  /// Pairs of classes that are shown.
  static let shownPairs = 10

  let matrix: ConfusionMatrix
  let names: [String]
  /// Number of images of each class.
  private let counts: [Int]
  /// Number of images without an answer, as no output is a number.
  private var unanswered: Int { counts.reduce(-matrix.total, +) }

  /// Counts answers.
  /// - Parameter names: the names of the classes.
  /// - Throws: `Diagnostic` if there are too many classes for a table.
  init(_ predictions: Predictions, names: [String]) throws(Diagnostic) {
    do {
      matrix = try predictions.confusionMatrix(classes: names.count)
    } catch {
      throw Diagnostic(error)
    }
    self.names = names
    var counts = [Int](repeating: 0, count: names.count)
    for label in predictions.labels { counts[Int(label)] += 1 }
    self.counts = counts
  }

  static let fields = [
    ResultField(
      "confusion", .list(.list(.integer)),
      "number of images, [actual class][predicted class]; only for up to 100 classes"),
    ResultField(
      "classes",
      .list(
        .record([
          ResultField("name", .text, "the class"),
          ResultField("count", .integer, "number of its images"),
          ResultField("correct", .integer, "number of those that are right"),
          ResultField("accuracy", .number, "share of its images that are right, or None"),
        ])), "each class by itself; only for up to 100 classes"),
  ]

  var confusion: Value {
    .list(
      names.indices.map { actual in
        .list(names.indices.map { .integer(matrix.count(actual: actual, predicted: $0)) })
      })
  }

  var classes: Value {
    .list(
      names.indices.map { label in
        [
          "name": .string(names[label]), "count": .integer(counts[label]),
          "correct": .integer(matrix.count(actual: label, predicted: label)),
          "accuracy": recall(of: label).map { .number($0) } ?? .none,
        ]
      })
  }

  /// A line for each class.
  var classTable: Table {
    Table(
      columns: [
        .init("class"), .init("images", .right), .init("right", .right),
        .init("accuracy", .right), .init("taken for it", .right), .init("rightly", .right),
      ],
      rows: names.indices.map { label in
        [
          names[label], Quantity.count(counts[label]),
          Quantity.count(matrix.count(actual: label, predicted: label)),
          share(recall(of: label)), Quantity.count(matrix.predictions(of: label)),
          share(matrix.precision(of: label)),
        ]
      },
      footer: [
        [
          "all", Quantity.count(total), Quantity.count(matrix.correct),
          share(ClassReport.share(matrix.correct, of: total)),
        ]
      ])
  }

  private var total: Int { counts.reduce(0, +) }

  /// Share of the images of a class that are right; nil if there are none.
  private func recall(of label: Int) -> Double? {
    ClassReport.share(matrix.count(actual: label, predicted: label), of: counts[label])
  }

  private static func share(_ part: Int, of whole: Int) -> Double? {
    whole == 0 ? nil : Double(part) / Double(whole)
  }

  private func share(_ share: Double?) -> String { share.map { Quantity.percent($0) } ?? "–" }

  /// The matrix, if it is small enough to be looked at, and the pairs that are confused most.
  var confusionDisplay: Display {
    var display = Display()
    if names.count <= Self.usualLimit { display.append(table: matrixTable) }
    let pairs = matrix.mostConfused(Self.shownPairs)
    if unanswered > 0 {
      display.append(
        text: matrix.total == 0
          ? "no image is taken for any class: no output is a number"
          : "\(Quantity.count(unanswered)) images are taken for no class: no output is a number")
    }
    if pairs.isEmpty {
      if matrix.total > 0 { display.append(text: "no class is taken for another") }
    } else {
      display.append(
        table: Table(
          title: "most confused",
          columns: [.init("class"), .init("taken for"), .init("images", .right)],
          rows: pairs.map {
            [names[$0.actual], names[$0.predicted], Quantity.count($0.count)]
          }))
    }
    return display
  }

  private var matrixTable: Table {
    Table(
      columns: [.init("actual\\predicted")] + names.map { .init($0, .right) },
      rows: names.indices.map { actual in
        [names[actual]]
          + names.indices.map { predicted in
            let count = matrix.count(actual: actual, predicted: predicted)
            return count == 0 ? "·" : Quantity.count(count)
          }
      })
  }
}
