import DeepCompression
import Display
import Language
import Session

/// `eval [FILE]`
struct Evaluate: Command {
  var path: InputFile?
  var split = SplitChoice.test
  var showsClasses = false
  var showsConfusion = false
  var marksPruned = false

  static let signature = Signature<Evaluate>(
    "eval", "Measure the accuracy of the model, or of a file.", chapter: Chapter.training,
    discussion: """
      With a file, the file is decoded and what it holds is measured; the session's model is not \
      touched. `ratio` is the size of the parameters as float32 over the size of the file on disk. \
      --nan shows what becomes of a network whose pruned weights are marked as NaN instead of being \
      0: every sum that one enters is no number, and rectifiers make 0 of it.
      """,
    [
      .positional(\.path, "file", "a .dcz or .safetensors file; without it, the session's model"),
      .option(\.split, "split", "which images"),
      .flag(\.showsClasses, "classes", "show each class by itself"),
      .flag(
        \.showsConfusion, "confusion", "show how often each class is taken for each other"),
      .flag(\.marksPruned, "nan", "measure with NaN in the place of pruned weights"),
    ],
    result: [
      ResultField("count", .integer, "number of images"),
      ResultField("correct", .integer, "number of images whose class has the highest output"),
      ResultField("top1", .number, "share of images that are right"),
      ResultField("top5", .number, "share of images whose class is among the five highest"),
      ResultField("error", .number, "1 - top1"),
      ResultField("loss", .number, "mean cross-entropy in nats"),
      ResultField("seconds", .number, "wall-clock time"),
    ] + ClassReport.fields + [
      ResultField("bytes", .integer, "size of the file on disk; only for a file"),
      ResultField("ratio", .number, "float32 size over size on disk; only for a file"),
    ],
    examples: [
      Example(
        "load data mnist; load model lenet-300-100 --seed 1; eval",
        shows: "a network that has learned nothing: nine of ten are wrong",
        gives: ["count": 10_000]),
      Example(
        "load data mnist; load model lenet-300-100; eval --split validation --classes --confusion",
        shows: "which digits are taken for which", gives: ["count": 5_000]),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let dataset = try session.requireDataset()
    let (model, bytes) = try subject(session)
    let began = monotonicSeconds()
    let (report, predictions) = try session.predict(model, on: split)
    var record: Record = [
      "count": .integer(report.count), "correct": .integer(report.correct),
      "top1": .number(report.top1), "top5": .number(report.top5), "error": .number(report.error),
      "loss": .number(report.loss), "seconds": .number(monotonicSeconds() - began),
    ]
    var text =
      "\(split.rawValue): \(Quantity.count(report.correct)) of "
      + "\(Quantity.count(report.count)) right, error \(Quantity.percent(report.error)), top-5 "
      + "\(Quantity.percent(report.top5)), loss \(Quantity.significant(report.loss))"
    let details = try details(predictions, of: dataset, &record)
    if let bytes {
      let ratio = Double(model.float32Bytes) / Double(max(1, bytes))
      record["bytes"] = .integer(bytes)
      record["ratio"] = .number(ratio)
      text += "; \(Quantity.exactBytes(bytes)) on disk, \(Quantity.ratio(ratio)) smaller"
    }
    var display = Display(text: text)
    display.append(details)
    return Output(record, display: display)
  }

  /// What is measured, and the size of the file that it comes from.
  private func subject(
    _ session: Session
  ) throws(Diagnostic) -> (model: Model, bytes: Int?) {
    guard let path else {
      let compressed = try session.requireModel()
      return (marksPruned ? try compressed.markingPruned() : compressed.model, nil)
    }
    // Masks are needed to mark what is pruned, and for nothing else.
    guard !marksPruned else {
      let file = try ModelFile.contents(of: path.path)
      return (try file.compressed.markingPruned(), file.bytes)
    }
    do {
      return try ModelFile.readModel(path.path, threads: session.settings.threads)
    } catch {
      throw Diagnostic(error, path: path.path)
    }
  }

  /// Adds the fields of the classes to a record, and gives what is shown of them.
  private func details(
    _ predictions: Predictions, of dataset: Dataset, _ record: inout Record
  ) throws(Diagnostic) -> Display {
    var display = Display()
    let isUsual = dataset.classes <= ClassReport.usualLimit
    guard isUsual || showsClasses || showsConfusion else { return display }
    let report = try ClassReport(predictions, names: dataset.classNames)
    if isUsual {
      record["confusion"] = report.confusion
      record["classes"] = report.classes
    }
    if showsClasses { display.append(table: report.classTable) }
    if showsConfusion { display.append(report.confusionDisplay) }
    return display
  }
}

extension CompressedModel {
  /// The model with NaN in the place of every pruned weight.
  fileprivate func markingPruned() throws(Diagnostic) -> Model {
    guard !masks.isEmpty else {
      throw Diagnostic(
        "no weight is pruned that could be marked as NaN", help: "prune the model first")
    }
    var marked = model
    do throws(NetworkError) {
      for (name, mask) in masks {
        var weights = try model.parameter(name)
        weights.withUnsafeMutableBufferPointer { values in
          for index in values.indices where !mask.kept[index] { values[index] = .nan }
        }
        try marked.setParameter(name, weights)
      }
    } catch {
      throw Diagnostic(error)
    }
    return marked
  }
}
