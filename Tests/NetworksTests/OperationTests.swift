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
      // More or fewer numbers are refused, or make something else.
      for changed in [attributes + [1], attributes.dropLast()] where changed != attributes {
        if let other = try? type.init(attributes: changed) {
          #expect(AnyHashable(other) != AnyHashable(sample.operation))
        }
      }
    }
  }

  @Test(arguments: kinds) func hostileAttributesNeitherTrapNorPass(kind: String) throws {
    let type = try #require(Operations.named(kind))
    let hostile = [
      Int.max, Int.min, -1, 0, 1 << 62, 1 << 32, (1 << 32) - 1, 1 << 20,
      Float.nan.attributeBits, Float.infinity.attributeBits, (-Float.infinity).attributeBits,
    ]
    for sample in try OperationSample.samples(ofKind: kind) {
      let attributes = sample.operation.attributes
      for index in attributes.indices {
        for value in hostile {
          var changed = attributes
          changed[index] = value
          guard let other = try? type.init(attributes: changed) else { continue }
          // What is accepted is what the numbers say, and copes with any input.
          #expect(other.attributes == changed, "\(kind) of \(changed)")
          _ = try? other.outputShape(for: sample.inputs)
          _ = other.multiplyAdds(for: sample.inputs)
        }
      }
    }
  }

  @Test(arguments: kinds) func wrongNumbersOfInputsAreRefused(kind: String) throws {
    for sample in try OperationSample.samples(ofKind: kind) {
      let operation = sample.operation
      #expect(throws: NetworkError.self) { try operation.outputShape(for: []) }
      if !sample.takesMore {
        #expect(throws: NetworkError.self) {
          try operation.outputShape(for: sample.inputs + sample.inputs)
        }
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
      let (inputs, parameters) = try sample.draw(rows: 4, &random)
      let expected = try sample.operation.outputShape(for: sample.inputs).batched(4)
      #expect(try sample.operation.reference(inputs, parameters).shape == expected)
      let gradients = try sample.operation.referenceGradients(
        inputs, parameters, gradient: Tensor(drawn: expected, from: &random))
      #expect(gradients.inputs.map(\.shape) == inputs.map(\.shape))
      #expect(gradients.parameters.map(\.shape) == parameters.map(\.shape))
      #expect(sample.operation.multiplyAdds(for: sample.inputs) >= 0)
    }
  }

  @Test(arguments: kinds) func gradientsAgreeWithFiniteDifferences(kind: String) throws {
    var random = RandomSource(seed: 2)
    for sample in try OperationSample.samples(ofKind: kind) {
      let (inputs, parameters) = try sample.draw(rows: 3, &random)
      try expectGradients(of: sample.operation, inputs: inputs, parameters: parameters)
      try expectGradients(
        of: sample.operation, inputs: inputs, parameters: parameters,
        mode: .training(rowSeeds: [1, 2, 3]))
    }
  }

  @Test(arguments: kinds) func wrongTensorsAreRefused(kind: String) throws {
    var random = RandomSource(seed: 3)
    for sample in try OperationSample.samples(ofKind: kind) {
      let operation = sample.operation
      let (inputs, parameters) = try sample.draw(rows: 2, &random)
      let shape = try operation.outputShape(for: sample.inputs).batched(2)
      let gradient = Tensor(zeros: shape)
      #expect(throws: NetworkError.self) {
        try operation.referenceGradients(
          inputs, parameters, gradient: Tensor(zeros: .vector(shape.count + 1)))
      }
      guard !parameters.isEmpty else { continue }
      for wrong in [
        parameters.dropLast(), parameters + [gradient],
        parameters.map { Tensor(zeros: .vector($0.count + 1)) },
      ] {
        #expect(throws: NetworkError.self) { try operation.reference(inputs, Array(wrong)) }
        #expect(throws: NetworkError.self) {
          try operation.referenceGradients(inputs, Array(wrong), gradient: gradient)
        }
      }
    }
  }
}
