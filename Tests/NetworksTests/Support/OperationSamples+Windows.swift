import Networks
import Tensors

extension OperationSample {
  /// Samples of what multiplies by a weight, slides a window or normalises.
  static func windowSamples(ofKind kind: String) throws -> [OperationSample] {
    switch kind {
    case Dense.kind:
      [
        OperationSample(operation: try Dense(inputs: 5, outputs: 3), inputs: [.vector(5)]),
        OperationSample(operation: try Dense(inputs: 1, outputs: 1), inputs: [.vector(1)]),
        OperationSample(
          operation: try Dense(inputs: 3, outputs: 2, bias: false), inputs: [.vector(3)]),
      ]
    case Convolution.kind: try convolutions()
    case MaxPool.kind:
      try windows().map { OperationSample(operation: MaxPool($0), inputs: [try Shape([2, 5, 6])]) }
    case AveragePool.kind:
      try windows().flatMap { window in
        try [true, false].map {
          OperationSample(
            operation: AveragePool(window, countsPadding: $0), inputs: [try Shape([2, 5, 6])])
        }
      }
    case GlobalAveragePool.kind:
      [
        OperationSample(operation: GlobalAveragePool(), inputs: [try Shape([3, 2, 4])]),
        OperationSample(operation: GlobalAveragePool(), inputs: [try Shape([1, 1, 1])]),
      ]
    case GlobalMaxPool.kind:
      [
        OperationSample(operation: GlobalMaxPool(), inputs: [try Shape([3, 2, 4])]),
        OperationSample(operation: GlobalMaxPool(), inputs: [try Shape([1, 1, 1])]),
      ]
    case BatchNorm.kind:
      [
        OperationSample(operation: try BatchNorm(channels: 3), inputs: [.vector(3)]),
        OperationSample(
          operation: try BatchNorm(channels: 2, epsilon: 0.01, momentum: 1),
          inputs: [try Shape([2, 3, 2])]),
      ]
    case LocalResponseNorm.kind:
      try [(1, true), (3, true), (5, true), (3, false)].map {
        OperationSample(
          operation: try LocalResponseNorm(
            size: $0, alpha: 0.5, beta: 0.75, k: 2, acrossChannels: $1),
          inputs: [try Shape([4, 3, 2])])
      }
    default: []
    }
  }

  private static func convolutions() throws -> [OperationSample] {
    let image = try Shape([4, 5, 6])
    return try [
      Convolution(inputs: 4, outputs: 3, kernel: Extent2(height: 3, width: 2)),
      // Everything different along the two axes.
      Convolution(
        inputs: 4, outputs: 2, kernel: Extent2(height: 2, width: 3),
        stride: Extent2(height: 1, width: 2),
        padding: Padding2(top: 2, left: 0, bottom: 1, right: 3),
        dilation: Extent2(height: 3, width: 1), bias: false),
      Convolution(inputs: 4, outputs: 6, kernel: 3, stride: 2, padding: 1, groups: 2),
      Convolution(inputs: 4, outputs: 8, kernel: 2, groups: 4, bias: false),
      Convolution(inputs: 4, outputs: 5, kernel: 1),
    ].map { OperationSample(operation: $0, inputs: [image]) }
  }

  private static func windows() throws -> [PoolingWindow] {
    try [
      PoolingWindow(kernel: 2, stride: 2),
      PoolingWindow(kernel: 3, stride: 2, rounding: .ceil),
      PoolingWindow(kernel: 3, stride: 1, padding: 1),
      PoolingWindow(
        kernel: Extent2(height: 2, width: 3), stride: Extent2(height: 3, width: 1),
        padding: Padding2(top: 1, left: 0, bottom: 0, right: 2), rounding: .ceil),
    ]
  }
}
