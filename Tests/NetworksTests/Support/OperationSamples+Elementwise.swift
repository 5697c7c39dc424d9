import Networks
import Tensors

extension OperationSample {
  /// Samples of what works element by element, joins inputs or changes shapes.
  static func elementwiseSamples(ofKind kind: String) throws -> [OperationSample] {
    try activationSamples(ofKind: kind) + joiningSamples(ofKind: kind)
      + reshapingSamples(ofKind: kind)
  }

  private static func activationSamples(ofKind kind: String) throws -> [OperationSample] {
    let image = try Shape([2, 2, 3])
    let operations: [any Networks.Operation] =
      switch kind {
      case ReLU.kind: [ReLU()]
      case PReLU.kind: [try PReLU(channels: 1), try PReLU(channels: 2)]
      case LeakyReLU.kind: [try LeakyReLU(), try LeakyReLU(slope: 0.5), try LeakyReLU(slope: -1)]
      case ReLU6.kind: [ReLU6()]
      case Sigmoid.kind: [Sigmoid()]
      case Tanh.kind: [Tanh()]
      case Softmax.kind: [Softmax()]
      case GELU.kind: [GELU(form: .erf), GELU(form: .tanh)]
      case SiLU.kind: [SiLU()]
      case HardSwish.kind: [HardSwish()]
      case Dropout.kind: [try Dropout(rate: 0.25), try Dropout(rate: 0)]
      default: []
      }
    return operations.flatMap { operation in
      [image, .vector(2)].map { OperationSample(operation: operation, inputs: [$0]) }
    }
  }

  private static func joiningSamples(ofKind kind: String) throws -> [OperationSample] {
    let image = try Shape([2, 2, 3])
    switch kind {
    case Add.kind:
      return [
        OperationSample(operation: Add(), inputs: [image, image], takesMore: true),
        OperationSample(
          operation: Add(), inputs: [.vector(3), .vector(3), .vector(3)], takesMore: true),
      ]
    case Multiply.kind:
      return [
        OperationSample(operation: Multiply(), inputs: [image, image]),
        OperationSample(operation: Multiply(), inputs: [image, try Shape([2, 1, 1])]),
        OperationSample(operation: Multiply(), inputs: [image, try Shape([1, 2, 3])]),
        OperationSample(operation: Multiply(), inputs: [.scalar, .scalar]),
      ]
    case Concat.kind:
      return [
        OperationSample(
          operation: try Concat(), inputs: [image, try Shape([1, 2, 3])], takesMore: true),
        OperationSample(
          operation: try Concat(axis: 2), inputs: [image, try Shape([2, 2, 1]), image],
          takesMore: true),
        OperationSample(operation: try Concat(), inputs: [.vector(2)], takesMore: true),
      ]
    default: return []
    }
  }

  private static func reshapingSamples(ofKind kind: String) throws -> [OperationSample] {
    let image = try Shape([2, 2, 3])
    let operations: [any Networks.Operation] =
      switch kind {
      case Slice.kind:
        [
          try Slice(axis: 0, start: 1, count: 1), try Slice(axis: 2, start: 0, count: 2),
          try Slice(axis: 1, start: 0, count: 2),
        ]
      case Reshape.kind: [Reshape(try Shape([3, 4])), Reshape(.vector(12)), Reshape(image)]
      case Transpose.kind:
        [
          try Transpose(permutation: [1, 2, 0]), try Transpose(permutation: [0, 1, 2]),
          try Transpose(permutation: [2, 1, 0]),
        ]
      case Pad.kind:
        [
          try Pad(before: [1, 0, 2], after: [0, 3, 1]),
          try Pad(before: [0, 0, 0], after: [0, 0, 0]),
        ]
      case Upsample.kind:
        [
          try Upsample(factor: 2, method: .nearest),
          try Upsample(factor: Extent2(height: 3, width: 2), method: .bilinear),
          try Upsample(factor: 1, method: .bilinear),
        ]
      case Flatten.kind: [Flatten()]
      default: []
      }
    let images = operations.map { OperationSample(operation: $0, inputs: [image]) }
    let scalars: [any Networks.Operation] =
      switch kind {
      case Flatten.kind: [Flatten()]
      case Reshape.kind: [Reshape(.scalar), Reshape(try Shape([1, 1]))]
      case Transpose.kind: [try Transpose(permutation: [])]
      case Pad.kind: [try Pad(before: [], after: [])]
      default: []
      }
    return images + scalars.map { OperationSample(operation: $0, inputs: [.scalar]) }
  }
}
