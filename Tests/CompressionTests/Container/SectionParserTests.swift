import Bytes
import Compression
import Testing

/// Which sections may stand together.
@Suite struct SectionParserTests {
  private func cause(_ change: (inout FileBuilder) throws -> Void) throws -> String {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5])
    var builder = try FileBuilder(parsing: try model.encoded(.form(.rans)).bytes)
    try change(&builder)
    do {
      _ = try CompressedFile(builder.bytes)
      return "none"
    } catch {
      #expect(error.offset <= builder.bytes.count)
      return error.message
    }
  }

  @Test func whatTheWriterMakes() throws {
    var kinds: [UInt8] = []
    #expect(try cause { kinds = $0.sections.map(\.kind) } == "none")
    #expect(kinds == [5, 4])
  }

  @Test func sectionsTwiceMissingOrInAnotherOrder() throws {
    #expect(try cause { $0.sections.swapAt(0, 1) } == "the network does not come first")
    #expect(try cause { $0.sections.append($0.sections[0]) } == "there is a second network")
    #expect(
      try cause { $0.sections.append(NetworkFields().section) } == "there is a second network")
    #expect(
      try cause { $0.sections.append($0.sections[1]) } == "`ip1.weight` is there twice")
    #expect(try cause { $0.sections.removeLast() } == "there are no values for `ip1.weight`")
    #expect(
      try cause { $0.add(3, []) } == "there is a second section of plain parameters")
    // A layer that section 5 holds already.
    #expect(try cause { $0.sections[1].contents[0] = 2 } == "`ip2.weight` is there twice")
    #expect(try cause { $0.sections[1].contents[0] = 1 } == "parameter 1 is not a weight")
  }

  /// Kind 2 and kind 4 hold the same, whatever the network's section.
  @Test func kindsCanBeMixed() throws {
    var model = CompressedModel(try TestModels.small())
    _ = try model.prune(keep: ["ip1": 0.5])
    let paper = try FileBuilder(parsing: try model.encoded(.paper).bytes)
    var compact = try FileBuilder(parsing: try model.encoded(.form(.rans)).bytes)
    var other = paper
    swap(&other.sections[1], &compact.sections[1])
    for builder in [other, compact] {
      expectIdentical(try CompressedModel(decoding: builder.bytes), model, "mixed")
    }
  }
}
