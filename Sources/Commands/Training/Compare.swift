import DeepCompression
import Display
import Language
import Session

/// `compare A B`
struct Compare: Command {
  var first = ModelSource()
  var second = ModelSource()
  var split = SplitChoice.test

  static let signature = Signature<Compare>(
    "compare", "Compare two models image by image.", chapter: Chapter.training,
    discussion: """
      McNemar's test looks at the images that only one of the models gets right. `p` is the \
      probability that two equally good models differ at least as much. Up to 1,000 such images it \
      is exact.
      """,
    [
      .positional(\.first, "a", "the word `model` for the session's model, or a model file"),
      .positional(\.second, "b", "what A is compared with: `model` or a file, too"),
      .option(\.split, "split", "which images"),
    ],
    result: [
      ResultField("count", .integer, "number of images"),
      ResultField("both", .integer, "number of images that both get right"),
      ResultField("neither", .integer, "number of images that both get wrong"),
      ResultField("only_a", .integer, "number of images that only A gets right"),
      ResultField("only_b", .integer, "number of images that only B gets right"),
      ResultField("error_a", .number, "share of images that A gets wrong"),
      ResultField("error_b", .number, "share of images that B gets wrong"),
      ResultField("p", .number, "probability of such a difference by chance, two-sided"),
      ResultField("exact", .flag, "whether p is exact, and not an approximation"),
    ],
    examples: [
      Example(
        "load data mnist; load model lenet-300-100; save out/a.safetensors; prune; "
          + "compare out/a.safetensors model",
        shows: "which images pruning flips, both ways", gives: ["count": 10_000])
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let models = [try first.model(in: session), try second.model(in: session)]
    var answers: [[Bool]] = []
    for model in models {
      answers.append(try session.predict(model, on: split).predictions.isCorrect)
    }
    let comparison: Comparison
    do {
      comparison = try Comparison(answers[0], answers[1])
    } catch {
      throw Diagnostic(error)
    }
    let names = (first.text, second.text)
    return Output(comparison.record, display: comparison.display(names, split.rawValue))
  }
}

/// Which of two models gets which images right.
private struct Comparison {
  let count: Int
  let both: Int
  let test: McNemar

  init(_ first: [Bool], _ second: [Bool]) throws(TrainingError) {
    test = try McNemar(first, second)
    count = first.count
    both = zip(first, second).count { $0 && $1 }
  }

  var neither: Int { count - both - test.onlyFirst - test.onlySecond }

  var errors: (first: Double, second: Double) {
    let total = Double(max(1, count))
    return (Double(neither + test.onlySecond) / total, Double(neither + test.onlyFirst) / total)
  }

  var record: Record {
    [
      "count": .integer(count), "both": .integer(both), "neither": .integer(neither),
      "only_a": .integer(test.onlyFirst), "only_b": .integer(test.onlySecond),
      "error_a": .number(errors.first), "error_b": .number(errors.second),
      "p": .number(test.pValue), "exact": .bool(test.isExact),
    ]
  }

  func display(_ names: (String, String), _ split: String) -> Display {
    var display = Display(
      text: "\(split): error \(Quantity.percent(errors.first)) of A (\(names.0)), "
        + "\(Quantity.percent(errors.second)) of B (\(names.1)), on \(Quantity.count(count)) images"
    )
    display.append(
      table: Table(
        columns: [.init(""), .init("B right", .right), .init("B wrong", .right)],
        rows: [
          ["A right", Quantity.count(both), Quantity.count(test.onlyFirst)],
          ["A wrong", Quantity.count(test.onlySecond), Quantity.count(neither)],
        ]))
    display.append(text: meaning)
    return display
  }

  private var meaning: String {
    let flips = test.onlyFirst + test.onlySecond
    guard flips > 0 else { return "no image tells them apart" }
    let sign = test.isExact ? "=" : "≈"
    let chance =
      "p \(sign) \(Quantity.significant(test.pValue)): of equally good models that disagree on "
      + "\(Quantity.count(flips)) images, \(Comparison.share(test.pValue)) would differ at least as much"
    return chance + (test.pValue < 0.05 ? "; hardly chance" : "; that may well be chance")
  }

  private static func share(_ p: Double) -> String {
    p < 0.0001 ? "fewer than 0.01%" : Quantity.percent(p)
  }
}
