import Bytes
import Compression
import Networks
import Tensors
import Testing

@Suite struct NetworkSectionTests {
  private func cause(_ change: (inout NetworkFields) -> Void) -> String {
    var fields = NetworkFields()
    change(&fields)
    let values = FileBuilder.Section(
      kind: 3, contents: FileBuilder.floats(Array(repeating: 1, count: 10)))
    let bytes = FileBuilder([fields.section, values]).bytes
    do {
      _ = try CompressedModel(decoding: bytes)
      #expect((try? EducationalDecoder(bytes)) != nil)
      return "none"
    } catch {
      #expect((try? EducationalDecoder(bytes)) == nil, "\(error)")
      return error.message
    }
  }

  @Test func graphsComeBack() throws {
    for model in [try TestModels.small(), try TestModels.branched()] {
      let bytes = try CompressedModel(model).encoded(.paper).bytes
      let read = try CompressedModel(decoding: bytes)
      expectIdentical(CompressedModel(model), read, model.name)
    }
  }

  /// Reading the names of many layers must take no longer than reading so many bytes should.
  @Test func manyLayers() throws {
    var fields = NetworkFields()
    let count = 30_000
    fields.extents = FileBuilder.varint(3)
    fields.nodeCount = FileBuilder.varint(count)
    (fields.operation, fields.attributes) = (3, [0])
    for index in 1..<count { fields.rest += FileBuilder.text("relu-\(index)") + [3, 0, 0] }
    let model = try CompressedModel(decoding: FileBuilder([fields.section]).bytes)
    #expect(model.model.graph.nodes.count == count)
  }

  @Test func namesAndTexts() {
    #expect(cause { _ in } == "none")
    #expect(cause { $0.name = FileBuilder.text("") } == "none")
    #expect(cause { $0.name = [2, 0xC3, 0x28] } == "a text is not valid UTF-8")
    #expect(cause { $0.name = FileBuilder.varint(200) } != "none")
    #expect(cause { $0.name = [0x83, 0x00] } != "none")
    for name in ["", "a.b", "a b", "é", "\u{1B}[2J", String(repeating: "a", count: 256)] {
      #expect(cause { $0.nodeName = FileBuilder.text(name) }.contains("cannot be called"))
    }
    #expect(
      cause {
        $0.nodeCount = [2]
        $0.rest = FileBuilder.text("ip") + [3, 0, 0]
      } == "ip: there are two layers of this name")
  }

  @Test func extents() {
    #expect(
      cause { ($0.rank, $0.extents) = ([9], Array(repeating: 1, count: 9)) }
        == "a shape has at most 8 dimensions, not 9")
    #expect(cause { ($0.rank, $0.extents) = ([255], Array(repeating: 1, count: 255)) } != "none")
    #expect(cause { $0.extents = [0] } == "a dimension of 0 is not possible")
    #expect(cause { $0.extents = [5] } == "ip: takes 4 inputs, but gets 5")
    #expect(cause { ($0.rank, $0.extents) = ([2], [4, 1]) } == "ip: takes 4 inputs, but gets 4×1")
    #expect(cause { ($0.rank, $0.extents) = ([0], []) } == "ip: takes 4 inputs, but gets scalar")
    for extent in [(1 << 48) - 1, 1 << 48, 1 << 62] {
      #expect(cause { ($0.rank, $0.extents) = ([2], FileBuilder.varint(extent) + [4]) } != "none")
    }
    let large = FileBuilder.varint(1 << 31)
    #expect(
      cause { ($0.rank, $0.extents) = ([3], large + large + [4]) }.hasSuffix("too many elements"))
  }

  @Test func nodes() {
    #expect(cause { $0.nodeCount = [0] } != "none")
    #expect(cause { $0.nodeCount = [2] } != "none")
    #expect(cause { $0.nodeCount = FileBuilder.varint(1 << 40) }.contains("above its limit"))
    #expect(cause { $0.rest = [1] } == "1 bytes too many after the network section")
    for operation: UInt8 in [0, 29, 99, 255] {
      #expect(cause { $0.operation = operation }.hasSuffix("unknown to this version"))
    }
  }

  @Test func attributes() {
    #expect(cause { $0.attributes = [0] } == "`dense` has 2 to 3 attributes, not 0")
    #expect(cause { $0.attributes = [1, 4] } == "`dense` has 2 to 3 attributes, not 1")
    #expect(
      cause { $0.attributes = [3, 4, 2, 1] } == "the attribute `bias` of `dense` cannot be 1")
    #expect(cause { $0.attributes = [2, 4, 0] } != "none")
    #expect(cause { $0.attributes = [2, 0, 2] } != "none")
    #expect(cause { $0.attributes = [255] + Array(repeating: 1, count: 255) } != "none")
    #expect(cause { $0.attributes = [2, 4] + FileBuilder.varint(1 << 48) } != "none")
    #expect(cause { $0.attributes = [2, 4] + [0x82, 0x80, 0x00] }.contains("overlong"))
    #expect(cause { $0.attributes = [2, 4] + Array(repeating: 0xFF, count: 9) + [1] } != "none")
    #expect(
      cause { ($0.operation, $0.attributes) = (2, [1, 1]) } == "`flatten` has no attributes")
    #expect(
      cause { ($0.operation, $0.attributes) = (3, [1, 1]) } == "`relu` has no attributes")
  }

  @Test func inputs() {
    #expect(cause { $0.inputs = [1, 0] } == "none")
    #expect(cause { $0.inputs = [1, 1] }.contains("above its limit of 0"))
    #expect(cause { $0.inputs = [1] + FileBuilder.varint(1 << 40) } != "none")
    #expect(cause { $0.inputs = [2, 0, 0] } == "ip: `dense` takes one input, not 2")
    #expect(cause { $0.inputs = [255] + Array(repeating: 0, count: 255) } != "none")
    let second = FileBuilder.text("relu") + [3, 0]
    func twoNodes(_ inputs: [UInt8]) -> String {
      cause { ($0.nodeCount, $0.rest) = ([2], second + inputs) }
    }
    #expect(twoNodes([0]) == "none")
    #expect(twoNodes([1, 0]) == "none")
    #expect(twoNodes([1, 1]) == "none")
    #expect(twoNodes([1, 2]) != "none")
  }
}
