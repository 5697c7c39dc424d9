import DeepCompression
import Testing

/// Whether the data sets that commands know by name are installed.
enum KnownData {
  static let isMNISTInstalled = (try? Dataset.mnist()) != nil
  static let isFashionMNISTInstalled = (try? Dataset.fashionMNIST()) != nil
}

extension Trait where Self == ConditionTrait {
  static var needsMNIST: Self {
    .enabled(if: KnownData.isMNISTInstalled, "MNIST is missing: run scripts/setup.sh")
  }

  static var needsFashionMNIST: Self {
    .enabled(
      if: KnownData.isFashionMNISTInstalled, "Fashion-MNIST is missing: run scripts/setup.sh")
  }
}
