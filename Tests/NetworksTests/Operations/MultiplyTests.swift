import Networks
import Tensors
import Testing

@Suite struct MultiplyTests {
  @Test func theSecondInputIsRepeated() throws {
    let a = try Tensor([1, 2, 3, 4, 5, 6, 7, 8], shape: try Shape([2, 2, 2]))
    let weights = try Tensor([10, 100, 1, 0], shape: try Shape([2, 2, 1]))
    #expect(try Multiply().reference([a, weights], []).values == [10, 20, 300, 400, 5, 6, 0, 0])
    let dy = try Tensor([1, 1, 1, 1, 1, 1, 2, 2], shape: a.shape)
    let gradients = try Multiply().referenceGradients([a, weights], [], gradient: dy)
    #expect(
      gradients.inputs.map(\.values) == [[10, 10, 100, 100, 1, 1, 0, 0], [3, 7, 11, 30]])
  }

  @Test func equalShapesAreMultipliedElementByElement() throws {
    let a = try Tensor([1, 2, 3], shape: try Shape([1, 3]))
    #expect(try Multiply().reference([a, a], []).values == [1, 4, 9])
    // The same tensor twice: both gradients are there, to be added by who sees both.
    let gradients = try Multiply().referenceGradients([a, a], [], gradient: a)
    #expect(gradients.inputs.map(\.values) == [[1, 4, 9], [1, 4, 9]])
  }

  @Test func onlyTheSecondMayBeSmaller() throws {
    let image = try Shape([2, 3, 3])
    let channels = try Shape([2, 1, 1])
    #expect(try Multiply().outputShape(for: [image, channels]) == image)
    for pair in [[channels, image], [image, .vector(2)], [image, try Shape([2, 1, 2])]] {
      #expect(throws: NetworkError.self) { try Multiply().outputShape(for: pair) }
    }
    #expect(throws: NetworkError("`multiply` takes two inputs, not 3")) {
      try Multiply().outputShape(for: [image, image, image])
    }
  }
}
