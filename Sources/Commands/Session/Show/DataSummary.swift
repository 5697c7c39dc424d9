import DeepCompression
import Display
import Language

/// What `show` tells of a data set.
struct DataSummary {
  private let dataset: Dataset
  private let pixels: PixelStatistics?
  /// Images of each class, in each split.
  private let counts: [[Int]]

  /// - Parameter measuresPixels: whether to look at all pixels of the training images.
  init(_ dataset: Dataset, measuresPixels: Bool) {
    self.dataset = dataset
    pixels = measuresPixels ? PixelStatistics(dataset.train) : nil
    counts = [dataset.train, dataset.validation, dataset.test].map { split in
      var counts = [Int](repeating: 0, count: dataset.classes)
      for label in split.labels where counts.indices.contains(Int(label)) {
        counts[Int(label)] += 1
      }
      return counts
    }
  }

  static let fields = [
    ResultField("data", .text, "the data set's name, or None"),
    ResultField("train", .integer, "number of training images, or None"),
    ResultField("validation", .integer, "number of validation images, or None"),
    ResultField("test", .integer, "number of test images, or None"),
    ResultField("shape", .text, "extents of an image: channels×height×width, or None"),
    ResultField(
      "classes",
      .list(
        .record([
          ResultField("name", .text, "the class"),
          ResultField("train", .integer, "number of its training images"),
          ResultField("validation", .integer, "number of its validation images"),
          ResultField("test", .integer, "number of its test images"),
        ])), "images of each class, or None"),
    ResultField(
      "mean", .number, "mean of the training images' pixels, 0 to 1; not with `show model`, or None"
    ),
    ResultField("deviation", .number, "their standard deviation; not with `show model`, or None"),
    ResultField("digest", .text, "SHA-256 of the data set's contents, or None"),
  ]

  var record: Record {
    [
      "data": .string(dataset.name), "train": .integer(dataset.train.count),
      "validation": .integer(dataset.validation.count), "test": .integer(dataset.test.count),
      "shape": .string("\(dataset.example)"),
      "classes": .list(
        dataset.classNames.indices.map { label in
          [
            "name": .string(dataset.classNames[label]), "train": .integer(counts[0][label]),
            "validation": .integer(counts[1][label]), "test": .integer(counts[2][label]),
          ]
        }),
      "mean": pixels.map { .number($0.mean) } ?? .none,
      "deviation": pixels.map { .number($0.deviation) } ?? .none,
      "digest": .string(dataset.digest.hex),
    ]
  }

  var display: Display {
    var display = Display(text: dataset.summary)
    display.append(
      table: Table(
        columns: [
          .init("class"), .init("train", .right), .init("validation", .right),
          .init("test", .right),
        ],
        rows: dataset.classNames.indices.map { label in
          [dataset.classNames[label]] + counts.map { Quantity.count($0[label]) }
        },
        footer: [["all"] + counts.map { Quantity.count($0.reduce(0, +)) }]))
    if let pixels {
      display.append(
        text: "pixels of the training images: mean \(Quantity.decimal(pixels.mean, digits: 4)), "
          + "standard deviation \(Quantity.decimal(pixels.deviation, digits: 4))")
    }
    display.append(text: "SHA-256 \(dataset.digest.hex)")
    return display
  }
}
