import Interchange
import Testing

@Suite struct NamedTensorTests {
  @Test func floatsAreLittleEndianAndKeepTheirBits() {
    let bits: [UInt32] = [0x3F80_0000, 0x7FC0_0001, 0xFF80_0001, 0x8000_0000]
    let tensor = NamedTensor(
      name: "a", shape: [2, 2], floats: bits.map { Float(bitPattern: $0) })
    #expect(tensor.elementType == .float32)
    #expect(tensor.shape == [2, 2])
    #expect(tensor.bytes[..<8] == [0, 0, 0x80, 0x3F, 1, 0, 0xC0, 0x7F])
    #expect(tensor.floats?.map(\.bitPattern) == bits)
  }

  @Test func otherTypesHaveNoFloats() {
    let tensor = NamedTensor(name: "a", elementType: .int32, shape: [1], bytes: [0, 0, 0, 0])
    #expect(tensor.floats == nil)
  }
}
