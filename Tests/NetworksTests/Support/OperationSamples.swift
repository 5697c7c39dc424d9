import Networks
import Tensors

/// An operation with inputs that it takes: what the laws of operations are tried on.
struct OperationSample {
  let operation: any Operation
  /// Extents of its inputs for one example.
  let inputs: [Shape]

  /// Samples of an operation; a new one fails `OperationTests` until it has its line here.
  static func samples(ofKind kind: String) throws -> [OperationSample] {
    switch kind {
    case Dense.kind:
      [
        OperationSample(operation: try Dense(inputs: 5, outputs: 3), inputs: [.vector(5)]),
        OperationSample(operation: try Dense(inputs: 1, outputs: 1), inputs: [.vector(1)]),
      ]
    case Flatten.kind:
      [
        OperationSample(operation: Flatten(), inputs: [try Shape([2, 3, 2])]),
        OperationSample(operation: Flatten(), inputs: [.scalar]),
      ]
    case ReLU.kind:
      [
        OperationSample(operation: ReLU(), inputs: [.vector(7)]),
        OperationSample(operation: ReLU(), inputs: [try Shape([2, 3])]),
      ]
    default: []
    }
  }
}

extension Tensor {
  /// Numbers of both signs, none of them close to 0, where a rectifier has its kink.
  init(drawn shape: Shape, from random: inout RandomSource) {
    self.init(zeros: shape)
    withUnsafeMutableBufferPointer { values in
      for index in values.indices {
        values[index] = (0.1 + random.uniform()) * (random.below(2) == 0 ? -1 : 1)
      }
    }
  }

  /// The same tensor with one element changed.
  func adding(_ step: Float, at index: Int) -> Tensor {
    var copy = self
    copy.withUnsafeMutableBufferPointer { $0[index] += step }
    return copy
  }
}
