import Networks
import Tensors
import Testing

@Suite struct MaxPoolTests {
  @Test func takesTheLargestPixel() throws {
    let pool = MaxPool(try PoolingWindow(kernel: 2, stride: 2, rounding: .ceil))
    let x = try Tensor([1, 9, 3, 4, 5, 6, 7, 8, 2], shape: try Shape([1, 1, 3, 3]))
    let y = try pool.reference([x], [])
    #expect(y.shape.dimensions == [1, 1, 2, 2])
    #expect(y.values == [9, 6, 8, 2])
    let dy = try Tensor([1, 2, 3, 4], shape: y.shape)
    let gradients = try pool.referenceGradients([x], [], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[0, 1, 0, 0, 0, 2, 0, 3, 4]])
    #expect(try pool.outputShape(for: [try Shape([7, 3, 3])]).dimensions == [7, 2, 2])
  }

  @Test func paddingIsNeverTheLargest() throws {
    let pool = MaxPool(try PoolingWindow(kernel: 3, stride: 2, padding: 1))
    let x = try Tensor([-4, -3, -2, -1], shape: try Shape([1, 1, 2, 2]))
    #expect(try pool.reference([x], []).values == [-1])
  }

  @Test func overlappingWindowsAddTheirGradients() throws {
    let pool = MaxPool(try PoolingWindow(kernel: Extent2(height: 1, width: 2), stride: 1))
    let x = try Tensor([1, 5, 2, 2], shape: try Shape([1, 1, 1, 4]))
    let dy = try Tensor([1, 10, 100], shape: try Shape([1, 1, 1, 3]))
    // Of equal pixels the first one has the gradient.
    #expect(
      try pool.referenceGradients([x], [], gradient: dy).inputs.map(\.values) == [[0, 11, 100, 0]])
  }

  @Test func onlyImagesArePooled() throws {
    let pool = MaxPool(try PoolingWindow(kernel: 2, stride: 2))
    #expect(throws: NetworkError("takes images (channels×height×width), but gets 4")) {
      try pool.outputShape(for: [.vector(4)])
    }
    #expect(throws: NetworkError.self) { try pool.outputShape(for: [try Shape([4, 1, 4])]) }
    #expect(pool.attributes == [2, 2, 2, 2, 0, 0, 0, 0, 0])
  }
}
