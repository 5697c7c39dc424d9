import Networks
import Tensors
import Testing

@Suite struct ReLUTests {
  @Test func cutsOffAtZero() throws {
    let x = try Tensor([-1, -0.0, 0, 2, .infinity, -.infinity], shape: try Shape([1, 6]))
    let y = try ReLU().reference([x], [])
    #expect(y.values == [0, 0, 0, 2, .infinity, 0])
    let dy = try Tensor([1, 2, 3, 4, 5, 6], shape: x.shape)
    // At 0 itself the gradient is 0.
    let dx = try ReLU().referenceGradients([x], [], gradient: dy)
    #expect(dx.inputs.map(\.values) == [[0, 0, 0, 4, 5, 0]])
  }

  @Test func keepsTheShape() throws {
    #expect(try ReLU().outputShape(for: [try Shape([3, 4])]).dimensions == [3, 4])
    #expect(throws: NetworkError("`relu` has no attributes")) { try ReLU(attributes: [0]) }
  }
}
