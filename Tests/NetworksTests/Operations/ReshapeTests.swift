import Networks
import Tensors
import Testing

@Suite struct ReshapeTests {
  @Test func keepsTheOrderOfTheElements() throws {
    let x = try Tensor((0..<12).map { Float($0) }, shape: try Shape([2, 6]))
    let y = try Reshape(try Shape([3, 2])).reference([x], [])
    #expect(y.shape.dimensions == [2, 3, 2])
    #expect(y.values == x.values)
    let back = try Reshape(try Shape([3, 2])).referenceGradients([x], [], gradient: y)
    #expect(back.inputs.map(\.shape) == [x.shape])
  }

  @Test func theNumberOfElementsStays() throws {
    #expect(throws: NetworkError("6 cannot become 2×4")) {
      try Reshape(try Shape([2, 4])).outputShape(for: [.vector(6)])
    }
  }

  @Test func attributesMakeAShape() throws {
    #expect(try Reshape(attributes: [2, 3, 4]).shape.dimensions == [3, 4])
    #expect(try Reshape(attributes: [0]).shape == .scalar)
    for attributes in [[], [1], [1, 0], [2, 1 << 40, 1 << 40], [1, 2, 3], [9] + [1, 1, 1, 1]] {
      #expect(throws: NetworkError.self) { try Reshape(attributes: attributes) }
    }
  }
}
