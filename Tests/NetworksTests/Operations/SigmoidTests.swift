import Networks
import Tensors
import Testing

@Suite struct SigmoidTests {
  @Test func valuesByHand() throws {
    let points: [Float] = [-4, -1, -0.5, 0, 0.5, 1, 4]
    let expected: [Float] = [
      0.01798621, 0.268941421, 0.377540669, 0.5, 0.622459331, 0.731058579, 0.98201379,
    ]
    let y = try Sigmoid().reference([Tensor(points, shape: try Shape([1, 7]))], [])
    for (value, wanted) in zip(y.values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func slopesByHand() throws {
    let x = try Tensor([0, 2], shape: try Shape([1, 2]))
    let dy = try Tensor([4, 1], shape: x.shape)
    let dx = try Sigmoid().referenceGradients([x], [], gradient: dy).inputs[0]
    #expect(dx[0] == 1)
    #expect(abs(dx[1] - 0.104993585) < 1e-7)
  }
}
