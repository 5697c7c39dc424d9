import Networks
import Tensors
import Testing

@Suite struct SiLUTests {
  @Test func valuesByHand() throws {
    let points: [Float] = [-4, -1, -0.5, 0, 0.5, 1, 4]
    let expected: [Float] = [
      -0.0719448398, -0.268941421, -0.188770334, 0, 0.311229666, 0.731058579, 3.92805516,
    ]
    let y = try SiLU().reference([Tensor(points, shape: try Shape([1, 7]))], [])
    for (value, wanted) in zip(y.values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func theSlopeAtZeroIsOneHalf() throws {
    let x = try Tensor([0], shape: try Shape([1, 1]))
    let dy = try Tensor([6], shape: x.shape)
    #expect(try SiLU().referenceGradients([x], [], gradient: dy).inputs[0][0] == 3)
  }
}
