import Networks
import Tensors
import Testing

@Suite struct GlobalMaxPoolTests {
  @Test func leavesOneNumberForEachChannel() throws {
    let pool = GlobalMaxPool()
    let x = try Tensor([1, 2, 3, 4, 8, 7, 6, 5], shape: try Shape([1, 2, 2, 2]))
    let y = try pool.reference([x], [])
    #expect(y.shape.dimensions == [1, 2, 1, 1])
    #expect(y.values == [4, 8])
    let dy = try Tensor([4, 8], shape: y.shape)
    let gradients = try pool.referenceGradients([x], [], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[0, 0, 0, 4, 8, 0, 0, 0]])
  }

  @Test func onlyImagesArePooled() throws {
    #expect(try GlobalMaxPool().outputShape(for: [try Shape([5, 3, 4])]).dimensions == [5, 1, 1])
    #expect(throws: NetworkError("takes images (channels×height×width), but gets 4")) {
      try GlobalMaxPool().outputShape(for: [.vector(4)])
    }
    #expect(throws: NetworkError("`globalmaxpool` has no attributes")) {
      try GlobalMaxPool(attributes: [1])
    }
  }
}
