import Bytes
import Tensors

/// Labelled images in three parts.
public struct Dataset: Sendable {
  /// The name it was asked for by, or its path.
  public let name: String
  /// Extents of one image, [channels, height, width].
  public let example: Shape
  /// The names of the classes; a label counts from 0 in this list.
  public let classNames: [String]
  /// What a network learns from.
  public let train: Split
  /// What is looked at to choose between networks.
  public let validation: Split
  /// What a network is measured with in the end; it is never used to choose anything.
  public let test: Split
  /// The identity of the contents: the same images, labels and cut have the same digest, wherever
  /// they lie, compressed or not.
  public let digest: Digest

  /// Puts three parts together.
  ///
  /// - Parameters:
  ///   - name: the name of the whole.
  ///   - classNames: the names of the classes.
  ///   - train: what a network learns from.
  ///   - validation: what is looked at to choose between networks.
  ///   - test: what a network is measured with in the end.
  /// - Returns: nil if the images of the parts differ in shape, or a label names no class.
  public init?(
    name: String, classNames: [String], train: Split, validation: Split, test: Split
  ) {
    let splits = [train, validation, test]
    let classes = Int32(clamping: classNames.count)
    guard splits.allSatisfy({ $0.example == train.example }),
      splits.allSatisfy({ $0.labels.allSatisfy { (0..<classes).contains($0) } })
    else { return nil }

    var builder = DigestBuilder()
    builder.update("dcsh data set")
    for number in [train.example.rank] + train.example.dimensions + [classNames.count] {
      builder.update(UInt64(number))
    }
    for split in splits { split.add(to: &builder) }
    digest = builder.finalize()
    self.name = name
    example = train.example
    self.classNames = classNames
    self.train = train
    self.validation = validation
    self.test = test
  }

  /// Number of classes.
  public var classes: Int { classNames.count }

  /// How many of the last images of the training files are set aside for validation.
  ///
  /// - Parameter count: images in the training files.
  /// - Returns: 5,000 of 60,000, as is customary for MNIST; else an eleventh, and at least 1.
  package static func validationCount(of count: Int) -> Int {
    count == 60_000 ? 5_000 : max(count / 11, 1)
  }
}
