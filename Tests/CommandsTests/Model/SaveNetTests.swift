import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct SaveNetTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func fileComesBackByteForByte() throws {
    try SmallNet.write(to: rig.folder, "a")
    let (net, again) = (rig.folder.path("a.net"), rig.folder.path("b.net"))
    try rig.ok("load net \(net) --prototxt \(rig.folder.path)/a.prototxt")
    let record = try rig.record("save net \(again)")
    let bytes = try rig.folder.bytes("a.net")
    #expect(record == ["path": .string(again), "bytes": .integer(bytes.count)])
    #expect(try rig.folder.bytes("b.net") == bytes)
  }

  @Test mutating func modelOfTheSessionCanBeSaved() throws {
    try rig.ok("prune --keep 10%; quantize --bits 4; save net \(rig.folder.path)/b.net")
    let model = try rig.model()
    try rig.folder.write("b.prototxt", Array(SmallNet.prototxt.utf8))
    try rig.ok("load net \(rig.folder.path)/b.net --prototxt \(rig.folder.path)/b.prototxt")
    #expect(
      try rig.model().model.parameter("ip1.weight").isBitIdentical(
        to: model.model.parameter("ip1.weight")))
    #expect(try rig.model().masks == model.masks)
  }

  @Test mutating func whatTheFormatCannotHoldIsToldByLayer() throws {
    let path = rig.folder.path("b.net")
    let plain = try rig.failure("save net \(path)")
    #expect(plain.message.hasPrefix("\(path): ip1: its weights are not shared"))
    #expect(plain.help == "quantize --bits ip1=4")
    try rig.ok("prune --keep 50%; quantize --bits 5")
    let wide = try rig.failure("save net \(path)")
    #expect(wide.message.hasPrefix("\(path): ip1: "))
    #expect(wide.message.contains(" shared weights are too many: a .net file holds 15 beside 0"))
    #expect(wide.help?.contains("quantize --bits ip1=4") == true)
    #expect(try !rig.folder.names.contains("b.net"))
  }

  @Test func withoutAModelThereIsNothingToSave() throws {
    var rig = try Rig()
    #expect(try rig.failure("save net a.net").message == "there is no model yet")
  }

  @Test mutating func impossiblePathIsRefused() throws {
    try rig.ok("prune --keep 10%; quantize --bits 4")
    let error = try rig.failure("save net \(rig.folder.path)")
    #expect(error.message.hasPrefix("cannot write \(rig.folder.path): "))
  }
}
