import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct FileSummaryTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func aFileWithoutProvenanceSaysNothingOfIt() throws {
    let path = rig.folder.path("a.dcz")
    let result = try rig.ok("encode \(path); show \(path)")
    #expect(result.value?["file"]?["provenance"] == Value.none)
    #expect(result.display.plainText().hasPrefix("\(path): small, 12,730 values"))
    // The session's model is not touched.
    #expect(result.value?["model"] == "small")
  }

  @Test mutating func damageIsToldWithItsPlace() throws {
    let path = rig.folder.path("a.dcz")
    try rig.ok("encode \(path)")
    var bytes = try rig.folder.bytes("a.dcz")
    bytes[50] ^= 1
    try writeFileAtomically(bytes, to: path)
    let error = try rig.failure("show \(path)")
    #expect(error.message.contains("the digest does not agree"))
    #expect(error.message.contains("(at byte \(bytes.count - 16))"))
  }
}
