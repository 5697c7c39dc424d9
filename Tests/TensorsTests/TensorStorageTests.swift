import Tensors
import Testing

/// The storage is not public: what can be seen of it through tensors.
@Suite struct TensorStorageTests {
  private func address(_ tensor: Tensor) -> UInt {
    tensor.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) }
  }

  @Test func beginsOnACacheLine() {
    for count in [1, 2, 15, 16, 17, 1000] {
      #expect(address(Tensor(zeros: .vector(count))) % 64 == 0)
    }
  }

  @Test func isSharedUntilOneIsWrittenTo() {
    var original = Tensor(zeros: .vector(100))
    let before = address(original)
    let copy = original
    #expect(address(copy) == before)
    original.withUnsafeMutableBufferPointer { $0[3] = 1 }
    #expect(address(copy) == before)
    #expect(address(original) != before)
  }

  @Test func isWrittenInPlaceByItsOnlyOwner() {
    var tensor = Tensor(zeros: .vector(100))
    let before = address(tensor)
    tensor.withUnsafeMutableBufferPointer { $0[3] = 1 }
    #expect(address(tensor) == before)
  }
}
