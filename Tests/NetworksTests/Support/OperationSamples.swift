import Networks
import Tensors

/// An operation with inputs that it takes: what the laws of operations are tried on.
struct OperationSample {
  let operation: any Operation
  /// Extents of its inputs for one example.
  let inputs: [Shape]
  /// Whether it would take more inputs than these.
  var takesMore = false

  /// Samples of an operation; a new one fails `OperationTests` until it has its line in one of
  /// the two lists.
  static func samples(ofKind kind: String) throws -> [OperationSample] {
    try windowSamples(ofKind: kind) + elementwiseSamples(ofKind: kind)
  }

  /// Inputs for a batch, and parameters; statistics are positive, as variances are.
  func draw(
    rows: Int, _ random: inout RandomSource
  ) throws -> (inputs: [Tensor], parameters: [Tensor]) {
    var drawn: [Tensor] = []
    for shape in inputs { drawn.append(Tensor(drawn: try shape.batched(rows), from: &random)) }
    let parameters = operation.parameterSlots.map { slot in
      let tensor = Tensor(drawn: slot.shape, from: &random)
      return slot.role == .statistic
        ? Tensor(shape: slot.shape) { values in
          for index in values.indices { values[index] = tensor[index].magnitude }
        } : tensor
    }
    return (drawn, parameters)
  }
}

extension Tensor {
  /// Numbers of both signs, 0.1 to 1.1 in magnitude: none close to 0, where a rectifier has its
  /// kink, and no two close to each other, where a maximum has one.
  init(drawn shape: Shape, from random: inout RandomSource) {
    self.init(zeros: shape)
    withUnsafeMutableBufferPointer { values in
      var order = Array(values.indices)
      random.shuffle(&order)
      for (index, rank) in zip(values.indices, order) {
        let magnitude = 0.1 + Float(rank) / Float(values.count)
        values[index] = magnitude * (random.below(2) == 0 ? -1 : 1)
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

extension Float {
  /// The bits as operations keep them among their attributes.
  var attributeBits: Int { Int(bitPattern) }
}
