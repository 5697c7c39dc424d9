import Networks
import Tensors
import Testing

@Suite struct HardSwishTests {
  @Test func valuesByHand() throws {
    let points: [Float] = [-4, -1, -0.5, 0, 0.5, 1, 4]
    let expected: [Float] = [
      0, -0.333333333, -0.208333333, 0, 0.291666667, 0.666666667, 4,
    ]
    let y = try HardSwish().reference([Tensor(points, shape: try Shape([1, 7]))], [])
    for (value, wanted) in zip(y.values, expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func slopesAtTheEndsAreThoseOutside() throws {
    let x = try Tensor([-9, -3, 0, 3, 9], shape: try Shape([1, 5]))
    let dy = try Tensor([2, 2, 2, 2, 2], shape: x.shape)
    let dx = try HardSwish().referenceGradients([x], [], gradient: dy).inputs[0]
    #expect(dx.values == [0, 0, 1, 2, 2])
  }
}
