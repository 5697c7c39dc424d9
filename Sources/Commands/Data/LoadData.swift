import DeepCompression
import Display
import Language
import Session

/// `load data NAME`
struct LoadData: Command {
  var name = ""

  static let signature = Signature<LoadData>(
    "load data", "Load a data set.", chapter: Chapter.data,
    discussion: """
      The last 5,000 of MNIST's 60,000 training images are set aside for validation: they choose \
      the best epoch. The test images choose nothing.
      """,
    [
      .positional(
        \.name, "name", "mnist, fashion-mnist, or a folder with the four IDX files, gzipped or not")
    ],
    result: [
      ResultField("name", .text, "the data set's name"),
      ResultField("train", .integer, "number of training images"),
      ResultField("validation", .integer, "number of images that choose the best epoch"),
      ResultField("test", .integer, "number of test images"),
      ResultField("classes", .integer, "number of classes"),
      ResultField("digest", .text, "SHA-256 of the contents"),
    ],
    examples: [
      Example(
        "load data mnist", shows: "60,000 handwritten digits for training, 10,000 for the test",
        gives: ["train": 55_000, "validation": 5_000, "test": 10_000, "classes": 10]),
      Example("load data fashion-mnist", shows: "pieces of clothing in the same form"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let dataset: Dataset
    do {
      dataset = try Dataset.load(name, from: session.settings.data)
    } catch {
      throw Diagnostic(error)
    }
    session.workspace.dataset = dataset
    return Output(
      [
        "name": .string(dataset.name), "train": .integer(dataset.train.count),
        "validation": .integer(dataset.validation.count), "test": .integer(dataset.test.count),
        "classes": .integer(dataset.classes), "digest": .string(dataset.digest.hex),
      ], display: Display(text: dataset.summary))
  }
}

extension Dataset {
  /// One line for people.
  var summary: String {
    "\(name): \(Quantity.count(train.count)) training, \(Quantity.count(validation.count)) "
      + "validation, \(Quantity.count(test.count)) test images of \(example), \(classes) classes"
  }
}
