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
  /// Whether a bias is added.
  public let hasBias: Bool
  private let weightShape: Shape

  /// A layer of given width.
  /// - Throws: `NetworkError` if a width is below 1 or the weights would be too many.
  public init(inputs: Int, outputs: Int, bias: Bool = true) throws(NetworkError) {
    do {
      weightShape = try Shape([outputs, inputs])
    } catch {
      throw NetworkError(error, at: Dense.kind)
    }
    self.inputs = inputs
    self.outputs = outputs
    hasBias = bias
  }

  /// Inputs and outputs; then 0 if there is no bias.
  public var attributes: [Int] { hasBias ? [inputs, outputs] : [inputs, outputs, 0] }

  /// From inputs and outputs, and 0 if there is no bias.
  /// - Throws: `NetworkError` if they make no layer.
  public init(attributes: [Int]) throws(NetworkError) {
    var reader = try AttributeReader(attributes, of: Dense.kind, counts: 2...3)
    let inputs = try reader.integer("inputs")
    let outputs = try reader.integer("outputs")
    let bias = reader.remaining == 0
    // With a bias there is nothing more to say: one operation, one list of attributes.
    if !bias { _ = try reader.integer("bias", in: 0...0) }
    try self.init(inputs: inputs, outputs: outputs, bias: bias)
  }

  /// Weight [outputs, inputs] and, if there is one, bias [outputs].
  public var parameterSlots: [ParameterSlot] {
    let weight = ParameterSlot(name: "weight", shape: weightShape, role: .weight, fanIn: inputs)
    let bias = ParameterSlot(name: "bias", shape: .vector(outputs), role: .bias, fanIn: inputs)
    return hasBias ? [weight, bias] : [weight]
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
    let weight = try checked(parameters)[0]
    let bias = parameters.dropFirst().first
    let rows = try batch(inputs).rows
    return try tensor([rows, outputs]) { y in
      for n in 0..<rows {
        for o in 0..<outputs {
          var sum = bias.map { Double($0[o]) } ?? 0
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
    let weight = try checked(parameters)[0]
    let rows = try batch(inputs, gradient: dy).rows
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
    guard hasBias else { return Gradients(inputs: [dx], parameters: [dWeight]) }
    let dBias = try tensor([outputs]) { dBias in
      for o in 0..<outputs {
        var sum = 0.0
        for n in 0..<rows { sum += Double(dy[n * outputs + o]) }
        dBias[o] = Float(sum)
      }
    }
    return Gradients(inputs: [dx], parameters: [dWeight, dBias])
  }
}
