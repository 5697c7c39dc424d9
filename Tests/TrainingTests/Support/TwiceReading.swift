import Networks
import Tensors

@testable import Training

/// x + 3x: reads one result twice, row-major where asked, so that reorders come between.
struct TwiceReading: Networks.Operation {
  static let kind = "twice"
  static let code: UInt8 = 255
  /// Whether the first and the second input are read row-major.
  let readsPlain: [Bool]

  init(_ readsPlain: [Bool]) { self.readsPlain = readsPlain }

  var attributes: [Int] { readsPlain.map { $0 ? 1 : 0 } }

  init(attributes: [Int]) throws(NetworkError) { self.init(attributes.map { $0 == 1 }) }

  func outputShape(for inputs: [Shape]) throws(NetworkError) -> Shape { inputs[0] }

  func multiplyAdds(for inputs: [Shape]) -> Int { 0 }

  func reference(_ inputs: [Tensor], _ parameters: [Tensor]) throws(NetworkError) -> Tensor {
    Tensor(shape: inputs[0].shape) { values in
      for index in values.indices { values[index] = inputs[0][index] + 3 * inputs[1][index] }
    }
  }

  func referenceGradients(
    _ inputs: [Tensor], _ parameters: [Tensor], gradient: Tensor
  ) throws(NetworkError) -> Gradients {
    let triple = Tensor(shape: gradient.shape) { values in
      for index in values.indices { values[index] = 3 * gradient[index] }
    }
    return Gradients(inputs: [gradient, triple])
  }
}

extension TwiceReading: OneDNNLowerable {
  static var accumulatesGradients: Bool { true }

  func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredTwiceReading(self, site)
  }
}

/// Element by element, through oneDNN's row-major copies of what it is given.
private final class LoweredTwiceReading: LoweredOperation {
  let output: Activation
  private let inputs: [Activation]
  private let context: OneDNNContext

  init(_ operation: TwiceReading, _ site: LoweringSite) throws(TrainingError) {
    var inputs: [Activation] = []
    for (number, isPlain) in operation.readsPlain.enumerated() {
      inputs.append(isPlain ? try site.plain(number) : site.inputs[number])
    }
    self.inputs = inputs
    context = site.context
    output = try site.makeOutput()
  }

  func forward() throws(TrainingError) {
    for index in 0..<output.count { output.values[index] = 0 }
    for (input, factor) in zip(inputs, [Float(1), 3]) {
      let plain = ActivationMemory(count: output.count)
      let copy = try OneDNNMemory(plain.base, output.layout, in: context)
      try OneDNNPrimitive.reorder(from: try input.memory(), to: copy, in: context).execute()
      for index in 0..<output.count { output.values[index] += factor * plain.base[index] }
    }
  }

  func backward() throws(TrainingError) {
    guard let dy = output.gradient else { return }
    for (input, factor) in zip(inputs, [Float(1), 3]) {
      guard let dx = try input.gradientMemoryHandle() else { continue }
      let scaled = ActivationMemory(count: output.count)
      for index in 0..<output.count { scaled.base[index] = factor * dy[index] }
      let copy = try OneDNNMemory(scaled.base, output.layout, in: context)
      try OneDNNPrimitive.reorder(
        from: copy, to: dx, adding: input.accumulates, in: context
      ).execute()
    }
  }
}
