import Networks
import Tensors
import Testing

@Suite struct DenseTests {
  @Test func multipliesAndAdds() throws {
    let dense = try Dense(inputs: 2, outputs: 3)
    let weight = try Tensor([1, 2, 3, 4, 5, 6], shape: try Shape([3, 2]))
    let bias = try Tensor([10, 20, 30], shape: .vector(3))
    let x = try Tensor([1, 0, 0, 1, 2, -1], shape: try Shape([3, 2]))
    let y = try dense.reference([x], [weight, bias])
    #expect(y.shape.dimensions == [3, 3])
    #expect(y.values == [11, 23, 35, 12, 24, 36, 10, 22, 34])
  }

  @Test func gradientsByHand() throws {
    let dense = try Dense(inputs: 2, outputs: 1)
    let weight = try Tensor([3, 5], shape: try Shape([1, 2]))
    let bias = Tensor(zeros: .vector(1))
    let x = try Tensor([1, 2, 10, 20], shape: try Shape([2, 2]))
    let dy = try Tensor([1, -1], shape: try Shape([2, 1]))
    let gradients = try dense.referenceGradients([x], [weight, bias], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[3, 5, -3, -5]])
    #expect(gradients.parameters.map(\.values) == [[-9, -18], [0]])
  }

  @Test func parametersAndCosts() throws {
    let dense = try Dense(inputs: 784, outputs: 300)
    #expect(
      dense.parameterSlots == [
        ParameterSlot(name: "weight", shape: try Shape([300, 784]), role: .weight, fanIn: 784),
        ParameterSlot(name: "bias", shape: .vector(300), role: .bias, fanIn: 784),
      ])
    #expect(dense.multiplyAdds(for: [.vector(784)]) == 235_200)
    #expect(dense.attributes == [784, 300])
    #expect(try dense.outputShape(for: [.vector(784)]) == .vector(300))
  }

  @Test func aLayerWithoutBias() throws {
    let dense = try Dense(inputs: 2, outputs: 2, bias: false)
    #expect(dense.parameterSlots.map(\.name) == ["weight"])
    #expect(dense.attributes == [2, 2, 0])
    #expect(try Dense(attributes: [2, 2]).hasBias)
    // One operation, one list of attributes.
    #expect(throws: NetworkError.self) { try Dense(attributes: [2, 2, 1]) }
    let x = try Tensor([1, 10], shape: try Shape([1, 2]))
    let weight = try Tensor([1, 2, 3, 4], shape: try Shape([2, 2]))
    #expect(try dense.reference([x], [weight]).values == [21, 43])
    let dy = try Tensor([1, 1], shape: try Shape([1, 2]))
    let gradients = try dense.referenceGradients([x], [weight], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[4, 6]])
    #expect(gradients.parameters.map(\.values) == [[1, 10, 1, 10]])
  }

  @Test func impossibleLayersAreRefused() throws {
    for (inputs, outputs) in [(0, 1), (1, 0), (-1, 3), (Int.max, Int.max), (1 << 40, 1 << 40)] {
      let error = #expect(throws: NetworkError.self) {
        try Dense(inputs: inputs, outputs: outputs)
      }
      #expect(error?.place == "dense")
    }
    let dense = try Dense(inputs: 4, outputs: 1)
    #expect(throws: NetworkError("takes 4 inputs, but gets 2×2")) {
      try dense.outputShape(for: [try Shape([2, 2])])
    }
    #expect(throws: NetworkError.self) { try dense.outputShape(for: [.vector(5)]) }
    #expect(throws: NetworkError("`dense` has 2 parameters, not 1")) {
      try dense.reference([Tensor(zeros: .vector(4))], [Tensor(zeros: .vector(4))])
    }
  }
}
