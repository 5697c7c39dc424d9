import Networks
import Tensors
import Testing

/// The laws that every operation of the list must keep.
@Suite struct OperationTests {
  private static let kinds = Operations.all.map { $0.kind }

  @Test func kindsAndCodesAreUnique() {
    #expect(Set(Operations.all.map { $0.kind }).count == Operations.all.count)
    #expect(Set(Operations.all.map { $0.code }).count == Operations.all.count)
  }

  @Test func operationsAreFoundByKindAndByCode() {
    for type in Operations.all {
      #expect(Operations.named(type.kind) == type)
      #expect(Operations.numbered(type.code) == type)
    }
    #expect(Operations.named("no such operation") == nil)
    #expect(Operations.named("") == nil)
    #expect(Operations.numbered(0) == nil)
    #expect(Operations.numbered(254) == nil)
  }

  @Test(arguments: kinds) func everyOperationHasASample(kind: String) throws {
    let samples = try OperationSample.samples(ofKind: kind)
    #expect(!samples.isEmpty, "add a sample of `\(kind)` to Support/OperationSamples.swift")
    for sample in samples { #expect(type(of: sample.operation).kind == kind) }
  }

  @Test(arguments: kinds) func attributesRebuildTheOperation(kind: String) throws {
    let type = try #require(Operations.named(kind))
    for sample in try OperationSample.samples(ofKind: kind) {
      let attributes = sample.operation.attributes
      #expect(attributes.allSatisfy { $0 >= 0 } && attributes.count <= 255)
      let again = try type.init(attributes: attributes)
      #expect(AnyHashable(again) == AnyHashable(sample.operation))
      #expect(throws: NetworkError.self) { try type.init(attributes: attributes + [1]) }
      if !attributes.isEmpty {
        #expect(throws: NetworkError.self) { try type.init(attributes: attributes.dropLast()) }
      }
    }
  }

  @Test(arguments: kinds) func wrongNumbersOfInputsAreRefused(kind: String) throws {
    for sample in try OperationSample.samples(ofKind: kind) {
      let operation = sample.operation
      #expect(throws: NetworkError.self) { try operation.outputShape(for: []) }
      #expect(throws: NetworkError.self) {
        try operation.outputShape(for: sample.inputs + sample.inputs)
      }
      #expect(throws: NetworkError.self) { try operation.reference([], []) }
      #expect(throws: NetworkError.self) {
        try operation.referenceGradients([], [], gradient: Tensor(zeros: .scalar))
      }
    }
  }

  @Test(arguments: kinds) func theReferenceHasTheDeclaredShapes(kind: String) throws {
    var random = RandomSource(seed: 1)
    for sample in try OperationSample.samples(ofKind: kind) {
      let point = try Point(sample, rows: 4, &random)
      let expected = try sample.operation.outputShape(for: sample.inputs).batched(4)
      #expect(try point.result().shape == expected)
      let gradients = try point.gradients()
      #expect(gradients.inputs.map(\.shape) == point.inputs.map(\.shape))
      #expect(gradients.parameters.map(\.shape) == point.parameters.map(\.shape))
      #expect(sample.operation.multiplyAdds(for: sample.inputs) >= 0)
    }
  }

  @Test(arguments: kinds) func gradientsAgreeWithFiniteDifferences(kind: String) throws {
    var random = RandomSource(seed: 2)
    for sample in try OperationSample.samples(ofKind: kind) {
      let point = try Point(sample, rows: 3, &random)
      let gradients = try point.gradients()
      for number in point.inputs.indices {
        try agrees(gradients.inputs[number], "input \(number) of \(kind)") { index, step in
          var moved = point
          moved.inputs[number] = point.inputs[number].adding(step, at: index)
          return try moved.scalar()
        }
      }
      for number in point.parameters.indices {
        try agrees(gradients.parameters[number], "parameter \(number) of \(kind)") { index, step in
          var moved = point
          moved.parameters[number] = point.parameters[number].adding(step, at: index)
          return try moved.scalar()
        }
      }
    }
  }

  /// Compares a gradient with central differences; errors are in the scale of the gradient.
  private func agrees(
    _ gradient: Tensor, _ what: String, _ scalar: (_ index: Int, _ step: Float) throws -> Double
  ) throws {
    let step: Float = 0x1p-6
    let scale = gradient.values.map { Double($0.magnitude) }.max() ?? 0
    #expect(scale > 0, "the gradient of \(what) is 0: the sample shows nothing")
    for index in 0..<gradient.count {
      let numeric = (try scalar(index, step) - scalar(index, -step)) / Double(2 * step)
      #expect(abs(numeric - Double(gradient[index])) <= 1e-3 * scale, "\(what) at \(index)")
    }
  }

  /// An operation at inputs and parameters, and the weights that turn its result into a scalar.
  private struct Point {
    let operation: any Networks.Operation
    var inputs: [Tensor] = []
    var parameters: [Tensor] = []
    let weights: Tensor

    init(_ sample: OperationSample, rows: Int, _ random: inout RandomSource) throws {
      operation = sample.operation
      for shape in sample.inputs {
        inputs.append(Tensor(drawn: try shape.batched(rows), from: &random))
      }
      for slot in operation.parameterSlots {
        parameters.append(Tensor(drawn: slot.shape, from: &random))
      }
      weights = Tensor(
        drawn: try operation.outputShape(for: sample.inputs).batched(rows), from: &random)
    }

    func result() throws -> Tensor { try operation.reference(inputs, parameters) }

    func gradients() throws -> Gradients {
      try operation.referenceGradients(inputs, parameters, gradient: weights)
    }

    func scalar() throws -> Double {
      let result = try result()
      return (0..<result.count).reduce(0) { $0 + Double(weights[$1]) * Double(result[$1]) }
    }
  }
}
