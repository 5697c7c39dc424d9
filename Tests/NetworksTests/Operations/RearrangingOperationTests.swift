import Networks
import Tensors
import Testing

/// What all operations that only move elements have in common.
@Suite struct RearrangingOperationTests {
  @Test func everyRowIsTreatedAlike() throws {
    let operations: [any Networks.Operation] = [
      try Slice(axis: 1, start: 1, count: 2), try Transpose(permutation: [2, 0, 1]),
      try Pad(before: [0, 1, 2], after: [1, 0, 0]),
    ]
    let shape = try Shape([2, 3, 2])
    for operation in operations {
      let numbers = (1...12).map { Float($0) }
      let alone = try operation.reference([Tensor(numbers, shape: try shape.batched(1))], [])
      let both = try operation.reference(
        [Tensor(numbers + numbers.map { -$0 }, shape: try shape.batched(2))], [])
      #expect(both.values == alone.values + alone.values.map { $0 == 0 ? 0 : -$0 })
    }
  }

  @Test func theGradientOfWhatIsMovedIsMovedBack() throws {
    // The sum of products with any gradient is the same on both sides.
    var random = RandomSource(seed: 5)
    for operation: any Networks.Operation in [
      try Slice(axis: 2, start: 1, count: 1), try Transpose(permutation: [1, 0, 2]),
      try Pad(before: [1, 0, 1], after: [0, 2, 0]),
    ] {
      let x = Tensor(drawn: try Shape([2, 2, 3, 2]), from: &random)
      let y = try operation.reference([x], [])
      let dy = Tensor(drawn: y.shape, from: &random)
      let dx = try operation.referenceGradients([x], [], gradient: dy).inputs[0]
      func product(_ a: Tensor, _ b: Tensor) -> Double {
        (0..<a.count).reduce(0) { $0 + Double(a[$1]) * Double(b[$1]) }
      }
      #expect(abs(product(y, dy) - product(x, dx)) < 1e-6)
    }
  }
}
