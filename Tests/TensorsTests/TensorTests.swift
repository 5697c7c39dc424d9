import Tensors
import Testing

@Suite struct TensorTests {
  private struct Stop: Error {}

  private func sample() throws -> Tensor {
    try Tensor([1, 2, 3, 4, 5, 6], shape: try Shape([2, 3]))
  }

  @Test func holdsItsValues() throws {
    let tensor = try sample()
    #expect(tensor.values == [1, 2, 3, 4, 5, 6])
    #expect(tensor.count == 6)
    #expect((0..<6).map { tensor[$0] } == [1, 2, 3, 4, 5, 6])
    #expect(Tensor(zeros: .vector(50)).values.allSatisfy { $0.bitPattern == 0 })
    #expect(Tensor(shape: .vector(3)) { $0[1] = 7 }.values == [0, 7, 0])
    #expect(Tensor(zeros: .scalar).values == [0])
  }

  @Test func valuesMustFillTheShape() throws {
    let error = #expect(throws: ShapeError.self) {
      try Tensor([1, 2, 3], shape: try Shape([2, 2]))
    }
    #expect(error?.message == "3 values do not fill the shape 2×2")
    #expect(throws: ShapeError.self) { try Tensor([], shape: .scalar) }
    #expect(throws: ShapeError.self) { try Tensor([1, 2], shape: .scalar) }
  }

  @Test func aCopyIsUnaffectedByWrites() throws {
    let original = try sample()
    var copy = original
    let second = copy
    copy.withUnsafeMutableBufferPointer { buffer in
      for index in buffer.indices { buffer[index] = -1 }
    }
    #expect(original.values == [1, 2, 3, 4, 5, 6])
    #expect(second.values == [1, 2, 3, 4, 5, 6])
    #expect(copy.values == Array(repeating: -1, count: 6))
    // A reshaped tensor shares storage as well.
    var reshaped = try original.reshaped(to: .vector(6))
    reshaped.withUnsafeMutableBufferPointer { $0[0] = 9 }
    #expect(original[0] == 1)
    #expect(reshaped[0] == 9)
  }

  @Test func aWriteThatThrowsChangesNoCopy() throws {
    let original = try sample()
    var copy = original
    #expect(throws: Stop.self) {
      try copy.withUnsafeMutableBufferPointer { buffer throws(Stop) in
        buffer[0] = 8
        throw Stop()
      }
    }
    #expect(original[0] == 1)
    #expect(copy[0] == 8)
    #expect(throws: Stop.self) {
      try original.withUnsafeBufferPointer { _ throws(Stop) in throw Stop() }
    }
  }

  @Test func reshapingKeepsTheElements() throws {
    let tensor = try sample().reshaped(to: try Shape([3, 1, 2]))
    #expect(tensor.shape.dimensions == [3, 1, 2])
    #expect(tensor.values == [1, 2, 3, 4, 5, 6])
    let error = #expect(throws: ShapeError.self) { try tensor.reshaped(to: .vector(5)) }
    #expect(error?.message == "a tensor of 3×1×2 cannot become 5")
  }

  @Test func bitIdentityIsNotEquality() throws {
    func vector(_ values: Float...) throws -> Tensor {
      try Tensor(values, shape: .vector(values.count))
    }
    #expect(try vector(1, .nan).isBitIdentical(to: vector(1, .nan)))
    #expect(try !vector(0).isBitIdentical(to: vector(-0.0)))
    #expect(try !vector(.nan).isBitIdentical(to: vector(-.nan)))
    #expect(try !vector(1, 2).isBitIdentical(to: vector(1, 2.000001)))
    #expect(try !vector(1, 2).isBitIdentical(to: vector(1)))
    let tensor = try sample()
    #expect(tensor.isBitIdentical(to: tensor))
    #expect(try !tensor.isBitIdentical(to: tensor.reshaped(to: .vector(6))))
  }
}
