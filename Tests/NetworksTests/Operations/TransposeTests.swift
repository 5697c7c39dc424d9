import Networks
import Tensors
import Testing

@Suite struct TransposeTests {
  @Test func turnsChannelsToTheEnd() throws {
    let x = try Tensor((0..<12).map { Float($0) }, shape: try Shape([1, 2, 2, 3]))
    let y = try Transpose(permutation: [1, 2, 0]).reference([x], [])
    #expect(y.shape.dimensions == [1, 2, 3, 2])
    #expect(y.values == [0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11])
    // The opposite order turns them back, and so does the gradient.
    let back = try Transpose(permutation: [2, 0, 1]).reference([y], [])
    #expect(back.isBitIdentical(to: x))
    let gradients = try Transpose(permutation: [1, 2, 0]).referenceGradients([x], [], gradient: y)
    #expect(gradients.inputs.allSatisfy { $0.isBitIdentical(to: x) })
  }

  @Test func everyAxisComesOnce() throws {
    for permutation in [[1], [0, 0], [0, 2], [-1, 0], [Int.max], Array(0..<9)] {
      #expect(throws: NetworkError.self) { try Transpose(permutation: permutation) }
    }
    #expect(throws: NetworkError("4 does not have the axes [1, 0]")) {
      try Transpose(permutation: [1, 0]).outputShape(for: [.vector(4)])
    }
  }
}
