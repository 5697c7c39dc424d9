import Tensors

/// A network that can be named instead of described.
public struct ZooEntry: Sendable {
  /// The name, such as `lenet-300-100`.
  public let name: String
  /// What it is, in one sentence.
  public let summary: String
  /// Builds the graph.
  public let graph: @Sendable () throws(NetworkError) -> Graph
}

/// The networks that come with the engine: one file each and one line here.
public enum Zoo {
  /// All of them, by name.
  public static let all: [ZooEntry] = [
    lenet300100,
    leNet5,
    mnistCNN,
    alexNet,
    vgg16,
    squeezeNet10,
    squeezeNet11,
    resNet20,
    resNet18,
    resNet50,
    mobileNetV1,
    mobileNetV2,
  ]

  /// The network of this name, if there is one.
  public static func entry(named name: String) -> ZooEntry? {
    all.first { $0.name == name }
  }
}
