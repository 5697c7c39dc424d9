import Bytes
import Interchange
import Testing

@Suite struct SafetensorsWriterTests {
  @Test func theBytesAreThoseOfThePythonLibrary() throws {
    // safetensors.numpy.save of the same contents, byte for byte.
    let header =
      #"{"__metadata__":{"k":"v"},"b.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"#
      + #""a":{"dtype":"U8","shape":[3],"data_offsets":[8,11]}}   "#
    let golden =
      [0x90, 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8)
      + [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 1, 2, 3]
    let file = try SafetensorsFile(
      tensors: [
        NamedTensor(name: "b.weight", shape: [1, 2], floats: [1, -2]),
        NamedTensor(name: "a", elementType: .uint8, shape: [3], bytes: [1, 2, 3]),
      ], metadata: ["k": "v"])
    #expect(file.serialized() == golden)
    #expect(try SafetensorsFile(parsing: golden) == file)
  }

  @Test func theDataBeginAtAMultipleOfEightBytes() throws {
    for length in 0..<20 {
      let name = String(repeating: "n", count: length)
      let file = try SafetensorsFile(
        tensors: [NamedTensor(name: name, elementType: .uint8, shape: [1], bytes: [7])])
      let bytes = file.serialized()
      #expect(bytes.count % 8 == 1)
      #expect(bytes.last == 7)
    }
  }

  @Test func textsAreWrittenInTheOrderOfTheirNames() throws {
    let names = (0..<20).map { "\($0)" }
    let forwards = try SafetensorsFile(
      metadata: Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
    let backwards = try SafetensorsFile(
      metadata: Dictionary(uniqueKeysWithValues: names.reversed().map { ($0, $0) }))
    #expect(forwards.serialized() == backwards.serialized())
    var reader = ByteReader(forwards.serialized())
    _ = try reader.readUInt64()
    let header = try reader.readString(count: reader.remaining)
    #expect(header.hasPrefix(#"{"__metadata__":{"0":"0","1":"1","10":"10","11":"11","#))
  }

  @Test func controlCharactersAreEscaped() throws {
    let file = try SafetensorsFile(metadata: ["\u{0}\u{1F}": "\"\\/\u{7F}"])
    let header = String(decoding: file.serialized().dropFirst(8), as: UTF8.self)
    #expect(header.hasPrefix(#"{"__metadata__":{"\u0000\u001f":"\"\\/\#u{7F}"}}"#))
  }
}
