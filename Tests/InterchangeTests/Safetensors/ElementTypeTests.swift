import Interchange
import Testing

@Suite struct ElementTypeTests {
  @Test func namesSayTheWidth() {
    for type in ElementType.allCases where type != .bool {
      let bits = Int(type.rawValue.drop { !$0.isNumber })
      #expect(bits == 8 * type.byteCount)
    }
    #expect(ElementType.bool.byteCount == 1)
    #expect(ElementType(rawValue: "f32") == nil)
  }

  @Test func shapesAreMultipliedWithCare() {
    #expect(ElementType.float32.byteCount(shape: []) == 4)
    #expect(ElementType.float32.byteCount(shape: [2, 3]) == 24)
    #expect(ElementType.float64.byteCount(shape: [2, 0, 3]) == 0)
    #expect(ElementType.uint8.byteCount(shape: [.max]) == .max)
    #expect(ElementType.uint16.byteCount(shape: [.max]) == nil)
    #expect(ElementType.uint8.byteCount(shape: [1 << 32, 1 << 31]) == nil)
    #expect(ElementType.uint8.byteCount(shape: [-1]) == nil)
    #expect(ElementType.uint8.byteCount(shape: [-2, -3]) == nil)
    #expect(ElementType.uint8.byteCount(shape: [0, -1]) == nil)
  }
}
