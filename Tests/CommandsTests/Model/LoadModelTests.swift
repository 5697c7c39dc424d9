import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct LoadModelTests {
  private var rig: Rig

  init() throws { rig = try Rig() }

  @Test mutating func networkOfTheZooIsDrawnFromItsSeed() throws {
    let record = try rig.record("load model lenet-300-100 --seed 1")
    #expect(record == ["name": "lenet-300-100", "parameters": 266_610, "bytes": 1_066_440])
    let first = try rig.model()
    try rig.ok("load model lenet-300-100 --seed 1")
    #expect(
      try rig.model().model.parameters["ip1.weight"]?.isBitIdentical(
        to: first.model.parameter("ip1.weight")) == true)
    try rig.ok("load model lenet-300-100 --seed 2")
    #expect(
      try rig.model().model.parameters["ip1.weight"]?.isBitIdentical(
        to: first.model.parameter("ip1.weight")) == false)
  }

  /// So that a seed of one's own does not change what later commands draw.
  @Test mutating func onlyWithoutASeedDoesTheSessionDraw() throws {
    var random = rig.session.workspace.random
    try rig.ok("load model lenet-300-100 --seed 1")
    #expect(rig.session.workspace.random == random)
    try rig.ok("load model lenet-300-100")
    _ = random.next()
    #expect(rig.session.workspace.random == random)
  }

  @Test func sessionsOfOneSeedDrawTheSameWeights() throws {
    func state(seed: UInt64) throws -> String {
      var rig = try Rig(seed: seed)
      return try rig.ok("load model lenet-300-100").state
    }
    #expect(try state(seed: 7) == state(seed: 7))
    #expect(try state(seed: 7) != state(seed: 8))
  }

  @Test(arguments: [
    (
      "lenet-300-10", "there is no network and no file `lenet-300-10`",
      "did you mean lenet-300-100?"
    ),
    ("xyzzy", "there is no network and no file `xyzzy`", "networks: lenet-300-100"),
    (
      "lenet-300-10 --seed 1", "there is no network and no file `lenet-300-10`",
      "did you mean lenet-300-100?"
    ),
    (
      "none.dcz", "cannot read none.dcz: no such file or directory",
      "check the spelling of the path"
    ),
  ])
  func missingModelsChangeNothing(words: String, message: String, help: String) throws {
    var rig = try Rig.furnished()
    let error = try rig.failure("load model \(words)")
    #expect(error.kind == .failure)
    #expect(error.message == message)
    #expect(error.help?.hasPrefix(help) == true)
  }

  @Test func networkOfAScriptIsDrawnFromItsSeed() throws {
    var rig = try Rig()
    try rig.ok("network tiny { input 4; dense fc 3 }; load model tiny --seed 1")
    let first = try rig.model()
    #expect(first.model.name == "tiny")
    try rig.ok("load model tiny --seed 1")
    #expect(
      try rig.model().model.parameters["fc.weight"]?.isBitIdentical(
        to: first.model.parameter("fc.weight")) == true)
    try rig.ok("save \(rig.folder.path("a.safetensors"))")
    try rig.ok("load model \(rig.folder.path("a.safetensors"))")
    #expect(try rig.model().model.name == "tiny")
    let error = try rig.failure("load model xyzzy")
    #expect(error.help?.hasSuffix(", tiny") == true)
  }

  @Test func seedDoesNotGoWithAFile() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.safetensors")
    try rig.ok("save \(path)")
    let error = try rig.failure("load model \(path) --seed 1")
    #expect(error.kind == .usage)
    #expect(error.message.contains("--seed"))
  }

  @Test func compressedFileGivesMasksAndSharedWeights() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.dcz")
    try rig.ok("prune --keep 20%; quantize --bits 4; encode \(path)")
    let state = try rig.ok("show").state
    try rig.ok("load model lenet-300-100 --seed 1")
    let result = try rig.ok("load model \(path)")
    #expect(result.state == state)
    #expect(result.display.plainText().contains("20.00% of weights kept"))
    #expect(result.display.plainText().contains("weights shared in 2 of 2 layers"))
  }

  @Test func weightThatIsNoNumberIsRefusedByName() throws {
    var rig = try Rig.furnished()
    try rig.ok("save \(rig.folder.path("a.safetensors"))")
    var bytes = try rig.folder.bytes("a.safetensors")
    // The last parameter in the file is the last bias.
    bytes.replaceSubrange((bytes.count - 2)..., with: [0xC0, 0x7F])
    let path = try rig.folder.write("nan.safetensors", bytes)
    for command in ["load model", "eval"] {
      let error = try rig.failure("\(command) \(path)")
      #expect(error.message == "\(path): ip2.bias: 1 of 10 values are NaN or infinite")
    }
  }

  @Test(arguments: [0, 3, 7, 60, 4000])
  func truncatedModelIsRefused(length: Int) throws {
    var rig = try Rig.furnished()
    try rig.ok("save \(rig.folder.path("a"))")
    let path = try rig.folder.write("cut.a", Array(rig.folder.bytes("a").prefix(length)))
    let error = try rig.failure("load model \(path)")
    #expect(error.kind == .failure)
    #expect(error.message.hasPrefix("\(path): "))
    #expect(error.help != nil)
  }

  @Test func aFileHasItsOwnWeights() throws {
    let rig = try Rig.furnished()
    let path = rig.folder.path("a.safetensors")
    var saving = rig
    try saving.ok("save \(path)")
    let found = try rig.found("load model \(path) --seed 3")
    #expect(found.map(\.help) == ["leave --seed out"])
    #expect(found.first?.span?.text == "--seed 3")
  }
}
