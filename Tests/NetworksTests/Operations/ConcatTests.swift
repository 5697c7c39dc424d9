import Networks
import Tensors
import Testing

@Suite struct ConcatTests {
  @Test func channelsOneAfterTheOther() throws {
    let a = try Tensor([1, 2, 3, 4], shape: try Shape([2, 1, 2]))
    let b = try Tensor([10, 20, 30, 40, 50, 60, 70, 80], shape: try Shape([2, 2, 2]))
    let y = try Concat().reference([a, b], [])
    #expect(y.shape.dimensions == [2, 3, 2])
    #expect(y.values == [1, 2, 10, 20, 30, 40, 3, 4, 50, 60, 70, 80])
    let gradients = try Concat().referenceGradients([a, b], [], gradient: y)
    #expect(gradients.inputs.map(\.values) == [a.values, b.values])
  }

  @Test func otherAxes() throws {
    let a = try Tensor([1, 2, 3, 4], shape: try Shape([1, 2, 2]))
    let b = try Tensor([5, 6], shape: try Shape([1, 2, 1]))
    #expect(try Concat(axis: 1).reference([a, b, a], []).values == [1, 2, 5, 1, 2, 3, 4, 6, 3, 4])
  }

  @Test func otherExtentsAreTheSame() throws {
    let image = try Shape([2, 3, 4])
    #expect(
      try Concat(axis: 1).outputShape(for: [image, try Shape([2, 1, 4])]).dimensions == [2, 4, 4])
    #expect(throws: NetworkError("cannot join 2×3×4 and 2×3×5 along the axis 0")) {
      try Concat().outputShape(for: [image, try Shape([2, 3, 5])])
    }
    #expect(throws: NetworkError("cannot join 2×3×4 and 2")) {
      try Concat().outputShape(for: [image, .vector(2)])
    }
    #expect(throws: NetworkError("cannot join 2×3×4 along the axis 3")) {
      try Concat(axis: 3).outputShape(for: [image])
    }
    for axis in [-1, 8, Int.max, Int.min] {
      #expect(throws: NetworkError.self) { try Concat(axis: axis) }
    }
  }

  @Test func theSumDoesNotOverflow() throws {
    let wide = Shape.vector(Int.max / 8)
    #expect(throws: NetworkError.self) {
      try Concat().outputShape(for: [Shape](repeating: wide, count: 20))
    }
  }
}
