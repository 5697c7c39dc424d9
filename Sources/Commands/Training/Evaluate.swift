import DeepCompression
import Display
import Language
import Session

/// A part of a data set, by name.
enum SplitChoice: String, ArgumentEnum {
  case train
  case validation
  case test

  func split(of dataset: Dataset) -> Split {
    switch self {
    case .train: dataset.train
    case .validation: dataset.validation
    case .test: dataset.test
    }
  }
}

/// `eval [FILE]`
struct Evaluate: Command {
  var path: InputFile?
  var split = SplitChoice.test

  static let signature = Signature<Evaluate>(
    "eval", "Measure the accuracy of the model, or of a file.", chapter: Chapter.training,
    discussion: """
      With a file, the file is decoded and what it holds is measured; the session's model is not \
      touched. `ratio` is the size of the parameters as float32 over the size of the file on disk.
      """,
    [
      .positional(\.path, "file", "a .dcz or .safetensors file; without it, the session's model"),
      .option(\.split, "split", "which images"),
    ],
    result: [
      ResultField("count", .integer, "number of images"),
      ResultField("correct", .integer, "number of images whose class has the highest output"),
      ResultField("top1", .number, "share of images that are right"),
      ResultField("top5", .number, "share of images whose class is among the five highest"),
      ResultField("error", .number, "1 - top1"),
      ResultField("loss", .number, "mean cross-entropy in nats"),
      ResultField("seconds", .number, "wall-clock time"),
      ResultField("bytes", .integer, "size of the file on disk; only for a file"),
      ResultField("ratio", .number, "float32 size over size on disk; only for a file"),
    ],
    examples: [
      Example(
        "load data mnist; load model lenet-300-100 --seed 1; eval",
        shows: "a network that has learned nothing: nine of ten are wrong",
        gives: ["count": 10_000])
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let dataset = try session.requireDataset()
    let file = try path.map { path throws(Diagnostic) in try read(path.path) }
    let model: Model
    if let file {
      model = file.compressed.model
    } else {
      model = try session.requireModel().model
    }
    let began = monotonicSeconds()
    let cancellation = session.cancellation
    let report: EvaluationReport
    do {
      report = try Evaluator(model.graph, threads: session.settings.threads).evaluate(
        model, on: split.split(of: dataset).examples(of: dataset),
        isCancelled: { cancellation.isRaised })
    } catch {
      throw Diagnostic(error)
    }
    var record: Record = [
      "count": .integer(report.count), "correct": .integer(report.correct),
      "top1": .number(report.top1), "top5": .number(report.top5), "error": .number(report.error),
      "loss": .number(report.loss), "seconds": .number(monotonicSeconds() - began),
    ]
    var text =
      "\(split.rawValue): \(Quantity.count(report.correct)) of "
      + "\(Quantity.count(report.count)) right, error \(Quantity.percent(report.error)), top-5 "
      + "\(Quantity.percent(report.top5)), loss \(Quantity.significant(report.loss))"
    if let file {
      let ratio = Double(model.float32Bytes) / Double(max(1, file.bytes))
      record["bytes"] = .integer(file.bytes)
      record["ratio"] = .number(ratio)
      text += "; \(Quantity.exactBytes(file.bytes)) on disk, \(Quantity.ratio(ratio)) smaller"
    }
    return Output(record, display: Display(text: text))
  }

  private func read(_ path: String) throws(Diagnostic) -> ModelFile.Contents {
    do {
      return try ModelFile.read(path)
    } catch {
      throw Diagnostic(error, path: path)
    }
  }
}
