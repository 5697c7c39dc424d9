import Bytes
import Compression
import Networks
import Tensors
import Testing

/// Section 5, byte by byte.
@Suite struct CompactNetworkSectionTests {
  private let floats = FileBuilder.floats(Array(repeating: 1, count: 8))
  private let biases = FileBuilder.floats([7, 8])

  /// A network `net` of 4 inputs and a layer `ip` of 2 outputs.
  private func section(
    head: [UInt8] = [3, 110, 101, 116, 1, 4, 1], node: [UInt8] = [0x41, 2, 105, 112, 1, 2],
    values: [UInt8]? = nil
  ) -> [UInt8] {
    head + node + (values ?? [1] + floats + [1] + biases)
  }

  private func cause(_ contents: [UInt8]) -> String {
    let bytes = FileBuilder([.init(kind: 5, contents: contents)]).bytes
    let slow = try? EducationalDecoder(bytes)
    do {
      let model = try CompressedModel(decoding: bytes)
      #expect(slow?.parameters.map(\.values) == model.model.parameters.values.map(\.values))
      return "none"
    } catch {
      #expect(slow == nil, "\(error)")
      return error.message
    }
  }

  @Test func theWriterMakesThis() throws {
    var model = try TestModels.layer(4, 2, weights: Array(repeating: 1, count: 8))
    model = try Model(name: "net", graph: model.graph, parameters: model.parameters)
    try model.setParameter("ip.bias", .init([7, 8], shape: .vector(2)))
    let file = try CompressedModel(model).encoded(.form(.best)).bytes
    #expect(try FileBuilder(parsing: file).sections == [.init(kind: 5, contents: section())])
    #expect(cause(section()) == "none")
  }

  @Test func attributesAndInputsInFull() {
    #expect(cause(section(node: [0x01, 2, 105, 112, 2, 4, 2])) == "none")
    #expect(cause(section(node: [0xC1, 2, 105, 112, 1, 2, 1, 0])) == "none")
    #expect(cause(section(node: [0xC1, 2, 105, 112, 1, 2, 0])) == "the layer `ip` lists no inputs")
    #expect(cause(section(node: [0xC1, 2, 105, 112, 1, 2, 1, 1])).contains("above its limit"))
    #expect(cause(section(node: [0x7F, 2, 105, 112, 1, 2])).contains("unknown to this version"))
    #expect(cause(section(node: [0x40, 2, 105, 112, 1, 2])).contains("unknown to this version"))
    #expect(cause(section(node: [0x41, 2, 105, 112, 2, 4, 2])) != "none")
    #expect(
      cause(section(head: [0, 0, 1], node: [0x41, 2, 105, 112, 1, 2]))
        == "the input of `ip` has no extents")
  }

  @Test func values() {
    #expect(cause(section(values: [1] + floats + [0])) == "there are no values for `ip.bias`")
    #expect(cause(section(values: [0, 1] + biases)) == "there are no values for `ip.weight`")
    #expect(cause(section(values: [4] + floats + [1] + biases)).contains("form 4"))
    #expect(cause(section(values: [1] + floats + [2, 0, 0x3C, 0, 0xC0])) == "none")
    #expect(cause(section(values: [1] + floats + [2, 0, 0x7C, 0, 0])) != "none")
    let ends = FileBuilder.floats([-1, 2])
    #expect(cause(section(values: [1] + floats + [3] + ends + [0, 255])) == "none")
    #expect(cause(section(values: [1] + floats + [3] + ends + [0])) != "none")
    for ends in [[2, -1], [.nan, 1], [0, .infinity]] as [[Float]] {
      #expect(
        cause(section(values: [1] + floats + [3] + FileBuilder.floats(ends) + [0, 255]))
          == "ip.bias: its range makes no sense")
    }
    #expect(cause(section() + [0]) == "1 bytes too many after the network section")
    for count in section().indices { #expect(cause(Array(section().prefix(count))) != "none") }
  }

  @Test func graphsComeBack() throws {
    for model in [
      try TestModels.small(), try TestModels.branched(), try TestModels.images(),
    ] {
      let read = try CompressedModel(
        decoding: try CompressedModel(model).encoded(.form(.best)).bytes)
      expectIdentical(CompressedModel(model), read, model.name)
    }
  }

  /// Every network of the zoo that is small enough to be drawn in an instant.
  @Test(arguments: Zoo.all.map(\.name)) func networksOfTheZooComeBack(name: String) throws {
    let graph = try #require(Zoo.entry(named: name)).graph()
    guard graph.nodes.flatMap(\.parameters).reduce(0, { $0 + $1.slot.shape.count }) < 3_000_000
    else { return }
    var random = RandomSource(seed: 1)
    let model = CompressedModel(Model(name: name, graph: graph, drawnFrom: &random))
    expectIdentical(
      model, try CompressedModel(decoding: try model.encoded(.form(.best)).bytes), name)
  }

  /// Fields that a file of a few bytes cannot stand for.
  @Test func networksTooLargeForTheFileAreRefusedBeforeMemoryIsTaken() {
    for outputs in [1 << 24, 1 << 40, (1 << 48) - 1] {
      let node = [0x41, 2, 105, 112, 1] + FileBuilder.varint(outputs)
      let cause = cause(section(node: node, values: [0, 2]))
      #expect(
        cause.contains("larger than a file") || cause.contains("too large"), "\(cause)")
    }
  }
}
