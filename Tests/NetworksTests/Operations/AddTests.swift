import Networks
import Tensors
import Testing

@Suite struct AddTests {
  @Test func addsTwoOrMore() throws {
    let shape = try Shape([1, 2])
    let a = try Tensor([1, 2], shape: shape)
    let b = try Tensor([10, 20], shape: shape)
    #expect(try Add().reference([a, b], []).values == [11, 22])
    #expect(try Add().reference([a, b, a], []).values == [12, 24])
    let gradients = try Add().referenceGradients([a, b, a], [], gradient: b)
    #expect(gradients.inputs.map(\.values) == [[10, 20], [10, 20], [10, 20]])
  }

  @Test func shapesAreTheSame() throws {
    #expect(throws: NetworkError("cannot add 2 and 3")) {
      try Add().outputShape(for: [.vector(2), .vector(2), .vector(3)])
    }
    #expect(throws: NetworkError("`add` takes two inputs or more, not 1")) {
      try Add().outputShape(for: [.vector(2)])
    }
    #expect(throws: NetworkError.self) {
      try Add().reference(
        [Tensor(zeros: try Shape([2, 3])), Tensor(zeros: try Shape([3, 3]))], [])
    }
  }
}
