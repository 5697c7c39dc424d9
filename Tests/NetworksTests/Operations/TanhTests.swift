import Networks
import Tensors
import Testing

@Suite struct TanhTests {
  @Test func valuesByHand() throws {
    let points: [Float] = [-4, -1, -0.5, 0, 0.5, 1, 4]
    let expected: [Float] = [
      -0.9993293, -0.761594156, -0.462117157, 0, 0.462117157, 0.761594156, 0.9993293,
    ]
    let y = try Tanh().reference([Tensor(points, shape: try Shape([1, 7]))], [])
    for (value, wanted) in zip(y.values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func slopesByHand() throws {
    let x = try Tensor([0, 1], shape: try Shape([1, 2]))
    let dy = try Tensor([3, 1], shape: x.shape)
    let dx = try Tanh().referenceGradients([x], [], gradient: dy).inputs[0]
    #expect(dx[0] == 3)
    #expect(abs(dx[1] - 0.419974342) < 1e-7)
  }
}
