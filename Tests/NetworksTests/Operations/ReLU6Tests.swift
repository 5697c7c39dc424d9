import Networks
import Tensors
import Testing

@Suite struct ReLU6Tests {
  @Test func isCutOffAtBothEnds() throws {
    let x = try Tensor([-1, 0, 0.5, 6, 7, .infinity], shape: try Shape([1, 6]))
    #expect(try ReLU6().reference([x], []).values == [0, 0, 0.5, 6, 6, 6])
    let dy = try Tensor([1, 2, 3, 4, 5, 6], shape: x.shape)
    let dx = try ReLU6().referenceGradients([x], [], gradient: dy)
    #expect(dx.inputs.map(\.values) == [[0, 0, 3, 0, 0, 0]])
  }
}
