import Networks
import Tensors
import Testing

@Suite struct SliceTests {
  @Test func takesAPart() throws {
    let x = try Tensor((0..<12).map { Float($0) }, shape: try Shape([1, 2, 2, 3]))
    #expect(
      try Slice(axis: 0, start: 1, count: 1).reference([x], []).values == [6, 7, 8, 9, 10, 11])
    let columns = try Slice(axis: 2, start: 1, count: 2)
    let y = try columns.reference([x], [])
    #expect(y.shape.dimensions == [1, 2, 2, 2])
    #expect(y.values == [1, 2, 4, 5, 7, 8, 10, 11])
    let gradients = try columns.referenceGradients([x], [], gradient: y)
    #expect(gradients.inputs.map(\.values) == [[0, 1, 2, 0, 4, 5, 0, 7, 8, 0, 10, 11]])
  }

  @Test func thePartsOfASplitMakeTheWhole() throws {
    let x = try Tensor((0..<10).map { Float($0) }, shape: try Shape([2, 5]))
    let parts = try [
      Slice(axis: 0, start: 0, count: 2), Slice(axis: 0, start: 2, count: 3),
    ].map { try $0.reference([x], []) }
    #expect(try Concat().reference(parts, []).isBitIdentical(to: x))
  }

  @Test func partsLieInside() throws {
    let shape = try Shape([4, 2])
    #expect(throws: NetworkError("4×2 has no 3 ..< 5 along the axis 0")) {
      try Slice(axis: 0, start: 3, count: 2).outputShape(for: [shape])
    }
    #expect(throws: NetworkError.self) {
      try Slice(axis: 2, start: 0, count: 1).outputShape(for: [shape])
    }
    for (axis, start, count) in [
      (-1, 0, 1), (8, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, -1), (0, Int.max, 1), (0, 1, Int.max),
    ] {
      #expect(throws: NetworkError.self) { try Slice(axis: axis, start: start, count: count) }
    }
  }
}
