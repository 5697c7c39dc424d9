import Networks
import Tensors
import Testing

@Suite struct PReLUTests {
  @Test func everyChannelHasItsSlope() throws {
    let prelu = try PReLU(channels: 2)
    let x = try Tensor([-1, 2, -3, 4, -5, -6, 7, -8], shape: try Shape([2, 2, 2]))
    let slope = try Tensor([0.5, 10], shape: .vector(2))
    #expect(try prelu.reference([x], [slope]).values == [-0.5, 2, -30, 4, -2.5, -3, 7, -80])
    let dy = try Tensor([1, 1, 1, 1, 1, 2, 1, 1], shape: x.shape)
    let gradients = try prelu.referenceGradients([x], [slope], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[0.5, 1, 10, 1, 0.5, 1, 1, 10]])
    #expect(gradients.parameters.map(\.values) == [[-18, -11]])
  }

  @Test func oneSlopeCanServeAll() throws {
    let prelu = try PReLU(channels: 1)
    let x = try Tensor([-1, 2, -3, 4], shape: try Shape([1, 2, 2]))
    let slope = try Tensor([2], shape: .vector(1))
    #expect(try prelu.reference([x], [slope]).values == [-2, 2, -6, 4])
    let gradients = try prelu.referenceGradients([x], [slope], gradient: x)
    #expect(gradients.parameters.map(\.values) == [[10]])
  }

  @Test func theSlopeIsAScaleOfOneQuarter() throws {
    let slots = try PReLU(channels: 3).parameterSlots
    #expect(slots.map(\.name) == ["slope"])
    #expect(slots.map(\.shape) == [.vector(3)])
    #expect(slots.map(\.role) == [.scale])
    #expect(slots.map(\.initial) == [.constant(0.25)])
  }

  @Test func channelsMustFit() throws {
    #expect(throws: NetworkError("has 3 slopes, but gets 2×4×4")) {
      try PReLU(channels: 3).outputShape(for: [try Shape([2, 4, 4])])
    }
    #expect(throws: NetworkError.self) { try PReLU(channels: 2).outputShape(for: [.scalar]) }
    #expect(try PReLU(channels: 1).outputShape(for: [.scalar]) == .scalar)
    for channels in [0, -1, Int.min, Int.max] {
      #expect(throws: NetworkError.self) { try PReLU(channels: channels) }
    }
  }
}
