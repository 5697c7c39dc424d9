import Bytes
import Compression
import Tensors
import Testing

@Suite struct CompressedFileTests {
  private func file() throws -> [UInt8] {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.4])
    _ = try model.quantize(
      bits: ["ip1": 2, "ip2": 2], initialization: .linear, random: &random)
    return try model.encoded(.paper).bytes
  }

  private func cause(_ bytes: [UInt8]) -> String {
    do {
      _ = try CompressedModel(decoding: bytes)
      return "none"
    } catch {
      #expect((0...bytes.count).contains(error.offset))
      return error.message
    }
  }

  private func cause(_ sections: FileBuilder.Section...) -> String {
    cause(FileBuilder(sections).bytes)
  }

  @Test func theBuildersFileIsGood() throws {
    let builder = FileBuilder([
      NetworkFields().section, WeightFields().section,
      FileBuilder.Section(kind: 3, contents: FileBuilder.floats([7, 8])),
    ])
    let model = try CompressedModel(decoding: builder.bytes)
    #expect(try model.model.parameter("ip.weight").values == [0, 0.5, 0, 0, -1.5, 0, 0, 0])
    #expect(try model.model.parameter("ip.bias").values == [7, 8])
    #expect(model.masks["ip.weight"]?.kept.positions == [1, 4])
    #expect(try FileBuilder(parsing: builder.bytes).sections == builder.sections)
    try expectRoundTrip(model)
    _ = try EducationalDecoder(builder.bytes)
  }

  @Test func everyFlippedBitIsRefused() throws {
    var bytes = try file()
    for bit in 0..<bytes.count * 8 {
      bytes[bit / 8] ^= 1 << (bit % 8)
      if cause(bytes) == "none" { Issue.record("bit \(bit) is not noticed") }
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
    #expect(cause(bytes) == "none")
  }

  @Test func everyTruncationAndExtensionIsRefused() throws {
    let bytes = try file()
    for count in bytes.indices { #expect(cause(Array(bytes[..<count])) != "none") }
    for more in [[0], [255], Array(repeating: 0, count: 16), bytes] {
      #expect(cause(bytes + more) != "none")
    }
  }

  @Test func signatureAndVersion() throws {
    #expect(cause([]) == "this is not a .dcz file")
    #expect(cause(Array("DCZ".utf8)) == "this is not a .dcz file")
    #expect(
      cause(Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0, count: 40))
        == "this is not a .dcz file")
    var builder = FileBuilder([NetworkFields().section])
    builder.version = 2
    #expect(cause(builder.bytes) == "the file is of version 2; this program reads version 1")
    builder.version = 0
    #expect(cause(builder.bytes) != "none")
    #expect(cause([0x44, 0x43, 0x5A, 1]) == "the file is cut off")
    let whole = FileBuilder().bytes
    #expect(cause(whole) == "there is no network")
    #expect(
      cause(Array(whole.dropLast())) == "the file is cut off"
        || cause(Array(whole.dropLast())).hasPrefix("the digest does not agree"))
    // No end, and nothing at all behind the version.
    #expect(cause(FileBuilder.signed([0x44, 0x43, 0x5A, 1])) != "none")
    #expect(cause(FileBuilder.signed([0x44, 0x43, 0x5A, 1, 1])) != "none")
  }

  @Test func whatFollowsTheEndIsRefused() throws {
    var builder = try FileBuilder(parsing: try file())
    #expect(cause(builder.bytes) == "none")
    for more: [UInt8] in [[0], [1], Array(repeating: 3, count: 30)] {
      builder.afterEnd = more
      #expect(cause(builder.bytes) == "\(more.count) bytes too many after the last section")
    }
  }

  @Test func checksumsOfSectionsAreCheckedBesideTheDigest() throws {
    let bytes = try file()
    let body = Array(bytes.dropLast(16))
    // Any byte of the sections, with a digest that fits.
    for index in 4..<body.count - 1 {
      var damaged = body
      damaged[index] ^= 0x10
      #expect(cause(FileBuilder.signed(damaged)) != "none")
    }
  }

  @Test func sectionsThatAreUnknown() throws {
    let good = try FileBuilder(parsing: try file())
    for kind: UInt8 in [6, 7, 100, 127] {
      for place in 0...good.sections.count {
        var builder = good
        builder.sections.insert(FileBuilder.Section(kind: kind, contents: [1, 2]), at: place)
        #expect(cause(builder.bytes) == "a section of kind \(kind) is unknown to this version")
      }
    }
    let model = try CompressedModel(decoding: good.bytes)
    for kind: UInt8 in [128, 200, 255] {
      for place in 0...good.sections.count {
        var builder = good
        for contents: [UInt8] in [[], [1, 2], Array(repeating: 9, count: 300)] {
          builder.sections.insert(FileBuilder.Section(kind: kind, contents: contents), at: place)
        }
        expectIdentical(try CompressedModel(decoding: builder.bytes), model, "optional sections")
        _ = try EducationalDecoder(builder.bytes)
      }
    }
  }

  @Test func sectionsTwiceMissingOrInAnotherOrder() throws {
    let network = NetworkFields().section
    let weight = WeightFields().section
    let plain = FileBuilder.Section(kind: 3, contents: FileBuilder.floats([7, 8]))
    let allPlain = FileBuilder.Section(
      kind: 3, contents: FileBuilder.floats(Array(repeating: 1, count: 10)))
    #expect(cause(network, weight, plain) == "none")
    #expect(cause(network, allPlain) == "none")
    #expect(cause(network, network, weight, plain) == "there is a second network")
    #expect(cause(network, weight, plain, network) == "there is a second network")
    #expect(cause(weight, network, plain) == "the network does not come first")
    #expect(cause(plain, network) == "the network does not come first")
    #expect(cause(weight) == "the network does not come first")
    #expect(cause(network, weight, weight, plain) == "`ip.weight` is there twice")
    #expect(cause(network, allPlain, weight) == "`ip.weight` is there twice")
    #expect(cause(network, weight, plain, plain) == "there is a second section of plain parameters")
    #expect(cause(network, weight) == "there are no values for `ip.bias`")
    #expect(cause(network) == "there are no values for `ip.weight`")
    // A section 3 of nothing may stand where nothing is left for it.
    var none = NetworkFields()
    (none.operation, none.attributes) = (3, [0])
    #expect(cause(none.section) == "none")
    #expect(cause(none.section, FileBuilder.Section(kind: 3, contents: [])) == "none")
  }

  @Test func plainParametersFillTheirSection() throws {
    let network = NetworkFields().section
    for count in [0, 9, 11, 1000] {
      let plain = FileBuilder.Section(
        kind: 3, contents: FileBuilder.floats(Array(repeating: 1, count: count)))
      #expect(cause(network, plain) != "none")
    }
    for value in [Float.nan, .infinity, -.infinity] {
      let values = FileBuilder.floats(Array(repeating: 1, count: 9) + [value])
      #expect(
        cause(network, FileBuilder.Section(kind: 3, contents: values))
          == "ip.bias: 1 of 2 values are NaN or infinite")
    }
  }

  @Test func networksTooLargeForTheFileAreRefusedBeforeMemoryIsTaken() throws {
    // Up to 2⁵⁹ weights: were memory taken first, this test would not survive.
    for inputs in [1 << 24, 1 << 40, (1 << 48) - 1] {
      for outputs in [1, 1 << 10, 1 << 20] {
        var fields = NetworkFields()
        fields.extents = FileBuilder.varint(inputs)
        fields.attributes = [2] + FileBuilder.varint(inputs) + FileBuilder.varint(outputs)
        let cause = cause(fields.section)
        #expect(cause.contains("larger than a file of") || cause.contains("too many elements"))
      }
    }
    // Many layers of a size that each would pass alone.
    var fields = NetworkFields()
    fields.extents = FileBuilder.varint(1000)
    fields.nodeCount = FileBuilder.varint(50)
    fields.attributes = [2] + FileBuilder.varint(1000) + FileBuilder.varint(1000)
    for index in 1..<50 {
      fields.rest += FileBuilder.text("l\(index)") + [1] + fields.attributes + [0]
    }
    #expect(cause(fields.section).contains("larger than a file of"))
  }
}
