import Networks
import Tensors
import Testing

@Suite struct FlattenTests {
  @Test func keepsTheOrderOfTheElements() throws {
    let x = try Tensor((0..<12).map { Float($0) }, shape: try Shape([2, 1, 2, 3]))
    let y = try Flatten().reference([x], [])
    #expect(y.shape.dimensions == [2, 6])
    #expect(y.values == x.values)
    let back = try Flatten().referenceGradients([x], [], gradient: y)
    #expect(back.inputs.map(\.shape) == [x.shape])
    #expect(back.parameters.isEmpty)
  }

  @Test func hasOneDimension() throws {
    #expect(try Flatten().outputShape(for: [try Shape([3, 4])]) == .vector(12))
    #expect(try Flatten().outputShape(for: [.scalar]) == .vector(1))
    #expect(throws: NetworkError("`flatten` has no attributes")) { try Flatten(attributes: [1]) }
  }
}
