import Bytes
import Interchange
import Testing

@Suite struct SafetensorsReaderTests {
  private func file(_ header: String, data: [UInt8] = []) -> [UInt8] {
    var writer = ByteWriter()
    writer.write(UInt64(header.utf8.count))
    writer.write(header)
    writer.write(bytes: data)
    return writer.bytes
  }

  private func entry(
    _ name: String, _ range: String, dtype: String = "U8", shape: String = "[2]"
  ) -> String {
    #""\#(name)":{"dtype":"\#(dtype)","shape":\#(shape),"data_offsets":[\#(range)]}"#
  }

  private func cause(_ bytes: [UInt8]) -> String {
    do throws(FormatError) {
      _ = try SafetensorsFile(parsing: bytes)
      return "none"
    } catch {
      #expect((0...bytes.count).contains(error.offset))
      return error.message
    }
  }

  private func cause(_ header: String, data count: Int = 0) -> String {
    cause(file(header, data: Array(repeating: 1, count: count)))
  }

  @Test func tensorsComeInTheOrderOfTheirBytes() throws {
    let header =
      "{\(entry("a", "2,4")),\(entry("b", "0,2")),\(entry("d", "2,2", shape: "[0]")),"
      + "\(entry("c", "2,2", shape: "[0]"))}  \n\t"
    let parsed = try SafetensorsFile(parsing: file(header, data: [1, 2, 3, 4]))
    #expect(parsed.tensors.map(\.name) == ["b", "c", "d", "a"])
    #expect(parsed["a"]?.bytes == [3, 4])
    #expect(parsed["b"]?.bytes == [1, 2])
  }

  @Test func tensorsMustTileTheData() {
    let hole = "tensors overlap or leave a hole"
    #expect(cause("{\(entry("a", "0,2"))}", data: 2) == "none")
    #expect(cause("{\(entry("a", "1,3"))}", data: 3).contains(hole))
    #expect(cause("{\(entry("a", "0,2")),\(entry("b", "1,3"))}", data: 3).contains(hole))
    #expect(cause("{\(entry("a", "0,2")),\(entry("b", "0,2"))}", data: 4).contains(hole))
    #expect(cause("{\(entry("a", "0,2")),\(entry("b", "3,5"))}", data: 5).contains(hole))
    #expect(cause("{\(entry("a", "-2,0"))}", data: 2).contains(hole))
    #expect(cause("{\(entry("a", "0,2"))}", data: 3) == "1 bytes too many after the last tensor")
    #expect(cause("{}", data: 1) == "1 bytes too many after the last tensor")
    #expect(cause("{\(entry("a", "0,2"))}", data: 1).contains("ends too early"))
    let large = entry("a", "0,9223372036854775807", shape: "[9223372036854775807]")
    #expect(cause("{\(large)}", data: 1).contains("ends too early"))
  }

  @Test func sizesMustFitShapesAndTypes() {
    #expect(cause("{\(entry("a", "0,3"))}", data: 3).contains("ask for 2 bytes"))
    #expect(cause("{\(entry("a", "0,-1"))}", data: 2).contains("ask for 2 bytes"))
    let lowest = entry("a", "0,-9223372036854775808")
    #expect(cause("{\(lowest)}", data: 2).contains("ask for 2 bytes"))
    #expect(
      cause("{\(entry("a", "0,2", dtype: "F32"))}", data: 2).contains("ask for 8 bytes"))
    #expect(
      cause("{\(entry("ip1", "0,2", dtype: "Q4"))}", data: 2)
        == "tensor 'ip1' has the unknown element type 'Q4'")
    for shape in ["[-1]", "[4294967296,4294967296]", "[9223372036854775807,2]"] {
      let message = cause("{\(entry("ip1", "0,2", shape: shape))}", data: 2)
      #expect(message.contains("tensor 'ip1' has the impossible shape"))
    }
  }

  @Test(arguments: [
    "", " {}", "[]", "null", "{", "{}}", "{} x", "{\"a\":1}", "{\"a\":{}}", "{\0}",
    #"{"__metadata__":1}"#, #"{"__metadata__":{"a":1}}"#, #"{"__metadata__":{"a":null}}"#,
    #"{"a":{"dtype":"U8","shape":[1]}}"#, #"{"a":{"dtype":"U8","shape":1,"data_offsets":[0,1]}}"#,
    #"{"a":{"dtype":1,"shape":[1],"data_offsets":[0,1]}}"#,
    #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0]}}"#,
    #"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,2]}}"#,
    #"{"a":{"dtype":"U8","shape":[1.5],"data_offsets":[0,1]}}"#,
    #"{"a":{"dtype":"U8","shape":[1e400],"data_offsets":[0,1]}}"#,
    #"{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,1]}}"#,
    #"{"\ud800":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#,
  ])
  func headersThatAreNotOneAreRefused(header: String) {
    #expect(cause(header, data: 1).contains("safetensors"))
  }

  @Test func deepNestingIsRefused() {
    let header = "{\"a\":" + String(repeating: "[", count: 100_000)
    #expect(cause(header, data: 1).contains("safetensors"))
  }

  @Test func anErrorInTheHeaderNamesTheTensorAndTheField() {
    let message = cause(#"{"ip1":{"dtype":"U8","shape":["x"],"data_offsets":[0,1]}}"#, data: 1)
    #expect(message.contains("'ip1', 'shape'"))
  }

  @Test func headerLengthsAreBounded() {
    for length in [3, 100_000_001, UInt64(Int.max), .max] {
      var writer = ByteWriter()
      writer.write(length)
      writer.write("{}")
      #expect(cause(writer.bytes).contains("its header would have \(length) bytes"))
    }
    for count in 0..<8 {
      #expect(cause(Array(repeating: 0, count: count)).contains("ends too early"))
    }
    #expect(cause(file("{\"\u{e9}\":1}").map { $0 == 0xC3 ? 0xFF : $0 }).contains("UTF-8"))
  }

  /// Two tensors and a text, small enough to be damaged in every way.
  private func golden() throws -> [UInt8] {
    try SafetensorsFile(
      tensors: [
        NamedTensor(name: "b", shape: [1, 2], floats: [1, -2]),
        NamedTensor(name: "a", elementType: .uint8, shape: [3], bytes: [1, 2, 3]),
      ], metadata: ["k": "v"]
    ).serialized()
  }

  @Test func everyTruncationIsAnError() throws {
    let golden = try golden()
    for count in golden.indices { #expect(cause(Array(golden[..<count])) != "none") }
  }

  @Test func everyFlippedBitIsAnErrorOrGivesOtherContents() throws {
    let golden = try golden()
    let contents = try SafetensorsFile(parsing: golden)
    var valid = 0
    for bit in 0..<golden.count * 8 {
      var damaged = golden
      damaged[bit / 8] ^= 1 << (bit % 8)
      guard let other = try? SafetensorsFile(parsing: damaged) else { continue }
      // A space that becomes another kind of white space is all that may go unnoticed; there is none
      // but the padding.
      if other == contents { Issue.record("bit \(bit) is not noticed") }
      valid += 1
    }
    #expect(valid > 88)
  }
}
