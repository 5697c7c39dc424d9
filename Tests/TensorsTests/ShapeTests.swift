import Tensors
import Testing

@Suite struct ShapeTests {
  @Test func countsElements() throws {
    #expect(try Shape([2, 3, 4]).count == 24)
    #expect(try Shape([2, 3, 4]).dimensions == [2, 3, 4])
    #expect(try Shape([2, 3, 4]).rank == 3)
    #expect(try Shape([]) == .scalar)
    #expect(Shape.scalar.count == 1 && Shape.scalar.rank == 0)
    #expect(try Shape.vector(7) == Shape([7]))
    #expect(try Shape([2, 3]).flattened == Shape([6]))
    #expect(Shape.scalar.flattened == .vector(1))
    #expect(try Shape([2, 3]) != Shape([3, 2]))
  }

  @Test func upToEightDimensions() throws {
    #expect(try Shape(Array(repeating: 2, count: 8)).count == 256)
    #expect(throws: ShapeError("a shape has at most 8 dimensions, not 9")) {
      try Shape(Array(repeating: 1, count: 9))
    }
    #expect(throws: ShapeError.self) { try Shape(Array(repeating: 1, count: 8)).batched(1) }
  }

  @Test(arguments: [0, -1, Int.min]) func extentsBelowOneAreRefused(extent: Int) {
    #expect(throws: ShapeError("a dimension of \(extent) is not possible")) {
      try Shape([3, extent])
    }
    #expect(throws: ShapeError.self) { try Shape.vector(3).batched(extent) }
  }

  @Test func productsThatOverflowAreRefused() throws {
    // The number of bytes must be representable too.
    #expect(try Shape([Int.max / 8]).count == Int.max / 8)
    #expect(throws: ShapeError.self) { try Shape([Int.max / 8 + 1]) }
    #expect(throws: ShapeError.self) { try Shape([Int.max]) }
    #expect(throws: ShapeError.self) { try Shape([Int.max, Int.max]) }
    // 2³² · 2³² is 0 modulo 2⁶⁴.
    #expect(throws: ShapeError.self) { try Shape([1 << 32, 1 << 32]) }
    #expect(throws: ShapeError.self) { try Shape(Array(repeating: 1 << 40, count: 8)) }
    let error = #expect(throws: ShapeError.self) { try Shape([1 << 32, 1 << 31, 3]) }
    #expect(error?.message == "the shape 4294967296×2147483648×3 has too many elements")
  }

  @Test func vectorsBringTheirExtentIntoBounds() {
    #expect(Shape.vector(0).count == 1)
    #expect(Shape.vector(-3).count == 1)
    #expect(Shape.vector(.max).count == .max / 8)
  }

  @Test func batchesComeOutermost() throws {
    #expect(try Shape([2, 3]).batched(5).dimensions == [5, 2, 3])
    #expect(try Shape.scalar.batched(5).dimensions == [5])
    #expect(throws: ShapeError.self) { try Shape.vector(.max / 8).batched(2) }
  }

  @Test func describesItself() throws {
    #expect(try "\(Shape([1, 28, 28]))" == "1×28×28")
    #expect("\(Shape.scalar)" == "scalar")
  }
}
