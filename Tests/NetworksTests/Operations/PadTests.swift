import Networks
import Tensors
import Testing

@Suite struct PadTests {
  @Test func zerosGoAround() throws {
    let x = try Tensor([1, 2, 3, 4], shape: try Shape([2, 1, 2]))
    let pad = try Pad(before: [1, 0], after: [0, 2])
    let y = try pad.reference([x], [])
    #expect(y.shape.dimensions == [2, 2, 4])
    #expect(y.values == [0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 3, 4, 0, 0])
    let dy = try Tensor((0..<16).map { Float($0) }, shape: y.shape)
    let gradients = try pad.referenceGradients([x], [], gradient: dy)
    #expect(gradients.inputs.map(\.values) == [[4, 5, 12, 13]])
  }

  @Test func extentsStayPossible() throws {
    for (before, after) in [([-1], [0]), ([0], [-1]), ([0], []), ([Int.min], [0])] {
      #expect(throws: NetworkError.self) { try Pad(before: before, after: after) }
    }
    let nine = [Int](repeating: 0, count: 9)
    #expect(throws: NetworkError.self) { try Pad(before: nine, after: nine) }
    for (before, after) in [(Int.max, 0), (0, Int.max), (Int.max / 2, Int.max / 2)] {
      let pad = try Pad(before: [before], after: [after])
      #expect(throws: NetworkError.self) { try pad.outputShape(for: [.vector(2)]) }
    }
    #expect(throws: NetworkError("pads 1 axes, but gets 2×2")) {
      try Pad(before: [1], after: [1]).outputShape(for: [try Shape([2, 2])])
    }
  }
}
