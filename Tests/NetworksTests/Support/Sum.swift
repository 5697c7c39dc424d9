import Networks
import Tensors

/// The sum of two inputs: what closes a residual, until the engine has such an operation.
struct Sum: Networks.Operation {
  static let kind = "test-sum"
  static let code: UInt8 = 255

  init() {}
  init(attributes: [Int]) throws(NetworkError) {}
  var attributes: [Int] { [] }

  func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    guard inputs.count == 2, inputs[0] == inputs[1] else { throw NetworkError("takes two alike") }
    return inputs[0]
  }

  func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    Tensor(shape: inputs[0].shape) { sum in
      for index in sum.indices { sum[index] = inputs[0][index] + inputs[1][index] }
    }
  }

  func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    Gradients(inputs: [gradient, gradient])
  }
}
