import Networks
import Tensors
import Testing

@Suite struct LeakyReLUTests {
  @Test func letsALittleThrough() throws {
    let x = try Tensor([-2, 0, 3], shape: try Shape([1, 3]))
    let leaky = try LeakyReLU(slope: 0.25)
    #expect(try leaky.reference([x], []).values == [-0.5, 0, 3])
    let dy = try Tensor([4, 4, 4], shape: x.shape)
    #expect(
      try leaky.referenceGradients([x], [], gradient: dy).inputs.map(\.values) == [[1, 1, 4]])
    #expect(try LeakyReLU().slope == 0.01)
  }

  @Test func theSlopeIsFinite() throws {
    for slope in [Float.nan, .infinity, -.infinity] {
      #expect(throws: NetworkError.self) { try LeakyReLU(slope: slope) }
      #expect(throws: NetworkError.self) { try LeakyReLU(attributes: [slope.attributeBits]) }
    }
    #expect(try LeakyReLU(attributes: [Float(-3).attributeBits]).slope == -3)
    #expect(throws: NetworkError.self) { try LeakyReLU(attributes: [1 << 32]) }
  }
}
