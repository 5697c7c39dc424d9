import Tensors

/// A fully connected layer: `y = W x + b` (Caffe's InnerProduct).
///
/// The weight is [outputs, inputs], the bias [outputs].
public struct Dense: Operation {
  /// `dense`.
  public static let kind = "dense"
  /// 1.
  public static let code: UInt8 = 1

  /// Number of inputs.
  public let inputs: Int
  /// Number of outputs: neurons.
  public let outputs: Int
  private let weightShape: Shape

  /// A layer of given width.
  /// - Throws: `NetworkError` if a width is below 1 or the weights would be too many.
  public init(inputs: Int, outputs: Int) throws(NetworkError) {
    do {
      weightShape = try Shape([outputs, inputs])
    } catch {
      throw NetworkError(error, at: Dense.kind)
    }
    self.inputs = inputs
    self.outputs = outputs
  }

  /// Inputs and outputs.
  public var attributes: [Int] { [inputs, outputs] }

  /// From inputs and outputs.
  /// - Throws: `NetworkError` if there are not two, or they make no layer.
  public init(attributes: [Int]) throws(NetworkError) {
    guard attributes.count == 2 else {
      throw NetworkError("`dense` has two attributes, not \(attributes.count)")
    }
    try self.init(inputs: attributes[0], outputs: attributes[1])
  }

  /// Weight [outputs, inputs] and bias [outputs].
  public var parameterSlots: [ParameterSlot] {
    [
      ParameterSlot(name: "weight", shape: weightShape, role: .weight, fanIn: inputs),
      ParameterSlot(name: "bias", shape: .vector(outputs), role: .bias, fanIn: inputs),
    ]
  }

  /// [outputs].
  /// - Throws: `NetworkError` unless the input is a vector of `inputs` numbers.
  public func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape {
    let shape = try single(inputs)
    guard shape.dimensions == [self.inputs] else {
      throw NetworkError("takes \(self.inputs) inputs, but gets \(shape)")
    }
    return .vector(outputs)
  }

  /// One for each weight.
  public func multiplyAdds(for inputs: [Shape]) -> Int { weightShape.count }

  /// `y[n, o] = b[o] + Σᵢ W[o, i] x[n, i]`.
  public func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    let x = try single(inputs)
    let (weight, bias) = try weightAndBias(parameters)
    let rows = x.count / self.inputs
    return try tensor([rows, outputs]) { y in
      for n in 0..<rows {
        for o in 0..<outputs {
          var sum = Double(bias[o])
          for i in 0..<self.inputs {
            sum += Double(weight[o * self.inputs + i]) * Double(x[n * self.inputs + i])
          }
          y[n * outputs + o] = Float(sum)
        }
      }
    }
  }

  /// `dx = dy W`, `dW = dyᵀ x`, `db = Σₙ dy`.
  public func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient dy: Tensor
  ) throws(NetworkError) -> Gradients {
    let x = try single(inputs)
    let (weight, _) = try weightAndBias(parameters)
    let rows = x.count / self.inputs
    let dx = try tensor(x.shape.dimensions) { dx in
      for n in 0..<rows {
        for i in 0..<self.inputs {
          var sum = 0.0
          for o in 0..<outputs {
            sum += Double(dy[n * outputs + o]) * Double(weight[o * self.inputs + i])
          }
          dx[n * self.inputs + i] = Float(sum)
        }
      }
    }
    let dWeight = try tensor([outputs, self.inputs]) { dWeight in
      for o in 0..<outputs {
        for i in 0..<self.inputs {
          var sum = 0.0
          for n in 0..<rows {
            sum += Double(dy[n * outputs + o]) * Double(x[n * self.inputs + i])
          }
          dWeight[o * self.inputs + i] = Float(sum)
        }
      }
    }
    let dBias = try tensor([outputs]) { dBias in
      for o in 0..<outputs {
        var sum = 0.0
        for n in 0..<rows { sum += Double(dy[n * outputs + o]) }
        dBias[o] = Float(sum)
      }
    }
    return Gradients(inputs: [dx], parameters: [dWeight, dBias])
  }

  private func weightAndBias(_ parameters: [Tensor]) throws(NetworkError) -> (Tensor, Tensor) {
    guard parameters.count == 2 else {
      throw NetworkError("`dense` has two parameters, not \(parameters.count)")
    }
    return (parameters[0], parameters[1])
  }
}
