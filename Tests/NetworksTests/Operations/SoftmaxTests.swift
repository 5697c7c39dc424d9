import Networks
import Tensors
import Testing

@Suite struct SoftmaxTests {
  @Test func sharesOfAVector() throws {
    let x = try Tensor([1, 2, 3, 1001, 1002, 1003], shape: try Shape([2, 3]))
    let y = try Softmax().reference([x], [])
    let expected: [Float] = [0.0900305732, 0.244728471, 0.665240956]
    for (value, wanted) in zip(y.values, expected + expected) {
      #expect(abs(value - wanted) < 1e-6)
    }
  }

  @Test func channelsOfAnImageShareEachPixel() throws {
    let x = try Tensor([0, 5, 7, 0, 5, 7], shape: try Shape([1, 2, 3]))
    #expect(try Softmax().reference([x], []).values == [0.5, 0.5, 0.5, 0.5, 0.5, 0.5])
    let dy = try Tensor([4, 0, 0, 0, 0, 8], shape: x.shape)
    let dx = try Softmax().referenceGradients([x], [], gradient: dy)
    #expect(dx.inputs.map(\.values) == [[1, 0, -2, -1, 0, 2]])
  }

  @Test func aSingleNumberHasNoChannels() {
    #expect(throws: NetworkError("`softmax` takes no single number")) {
      try Softmax().outputShape(for: [.scalar])
    }
  }
}
