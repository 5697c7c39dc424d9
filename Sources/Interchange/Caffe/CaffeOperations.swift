import Networks
import Tensors

/// How layers become operations: one line for each type.
enum CaffeOperations {
  /// Makes an operation of a layer and the shapes that it takes, those of one example.
  typealias Make =
    @Sendable (CaffeLayer, [Shape]) throws(CaffeError) -> any Networks.Operation

  /// By the name of the type in the newer form.
  static let all: [String: Make] = [
    "BatchNorm": batchNorm,
    "Concat": concat,
    "Convolution": convolution,
    "Dropout": dropout,
    "Eltwise": eltwise,
    "Flatten": flatten,
    "InnerProduct": innerProduct,
    "LRN": localResponseNorm,
    "PReLU": prelu,
    "Pooling": pooling,
    "ReLU": relu,
    "Reshape": reshape,
    "Sigmoid": { _, _ in Sigmoid() },
    "Softmax": softmax,
    "SoftmaxWithLoss": softmax,
    "TanH": { _, _ in Tanh() },
  ]

  /// The first extent of an example: its channels.
  static func channels(_ shapes: [Shape]) -> Int { shapes.first?.dimensions.first ?? 1 }

  /// The axis of an example that a layer's axis means: Caffe counts the batch as axis 0, and
  /// negative ones from the end.
  /// - Throws: `CaffeError` if it is the batch's, or there is none.
  static func axis(
    _ name: String, of parameters: CaffeParameters, default usual: Int, rank: Int
  ) throws(CaffeError) -> Int {
    let axis = try parameters.integer(name, in: -8...8) ?? usual
    let found = (axis < 0 ? axis + rank + 1 : axis) - 1
    guard (0..<rank).contains(found) else {
      throw parameters.layer.error("`\(name)` \(axis) is not understood for \(rank + 1) axes")
    }
    return found
  }
}
