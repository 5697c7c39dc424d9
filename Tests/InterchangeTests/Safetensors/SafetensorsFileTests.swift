import Interchange
import Testing

@Suite struct SafetensorsFileTests {
  private let first = NamedTensor(name: "first", elementType: .uint8, shape: [3], bytes: [1, 2, 3])
  private let second = NamedTensor(name: "second", shape: [], floats: [-1])

  @Test func tensorsAreFoundByNameAndKeepTheirOrder() throws {
    let file = try SafetensorsFile(tensors: [second, first], metadata: ["a": "b"])
    #expect(file.tensors == [second, first])
    #expect(file["first"] == first)
    #expect(file["third"] == nil)
    #expect(file.metadata == ["a": "b"])
    #expect(try SafetensorsFile().tensors.isEmpty)
  }

  @Test func whatAFileCannotHoldIsRefusedAndChangesNothing() throws {
    var file = try SafetensorsFile(tensors: [first])
    let before = file
    #expect(throws: SafetensorsError.duplicateName("first")) { try file.append(first) }
    var bad = first
    bad.name = "__metadata__"
    #expect(throws: SafetensorsError.reservedName("__metadata__")) { try file.append(bad) }
    bad = second
    bad.bytes.removeLast()
    #expect(throws: SafetensorsError.wrongByteCount(name: "second", expected: 4, found: 3)) {
      try file.append(bad)
    }
    bad.shape = [.max, 2]
    #expect(throws: SafetensorsError.wrongByteCount(name: "second", expected: nil, found: 3)) {
      try file.append(bad)
    }
    #expect(file == before)
    #expect(throws: SafetensorsError.duplicateName("first")) {
      try SafetensorsFile(tensors: [first, second, first])
    }
  }

  @Test func everyContentsComesBackBitByBit() throws {
    let strange = Float(bitPattern: 0x7FA0_1234)
    var tensors = [
      NamedTensor(name: "z/é \"quoted\" \\ \n\u{1}\u{1F600}", shape: [2], floats: [strange, -0.0]),
      NamedTensor(name: "", elementType: .int64, shape: [0, 5], bytes: []),
    ]
    for type in ElementType.allCases {
      let count = type.byteCount * 6
      tensors.append(
        NamedTensor(
          name: type.rawValue, elementType: type, shape: [1, 2, 3],
          bytes: (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 97) }))
    }
    let file = try SafetensorsFile(
      tensors: tensors, metadata: ["b": "2 \"\n", "a": "", "": "\u{2028}\t"])
    let bytes = file.serialized()
    #expect(try SafetensorsFile(parsing: bytes) == file)
    #expect(try SafetensorsFile(parsing: bytes).serialized() == bytes)
    let empty = try SafetensorsFile()
    #expect(try SafetensorsFile(parsing: empty.serialized()) == empty)
  }
}
