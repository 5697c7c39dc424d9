import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct SaveTests {
  @Test(arguments: ["", "prune --keep 20%", "quantize --bits 3", "prune; quantize --bits 3"])
  func savedModelIsTheSameToTheLastBit(steps: String) throws {
    var rig = try Rig.furnished()
    if !steps.isEmpty { try rig.ok(steps) }
    let before = try rig.model()
    let path = rig.folder.path("out/a.safetensors")
    let saved = try rig.ok("save \(path)")
    try rig.ok("load model lenet-300-100 --seed 1")
    #expect(try rig.ok("load model \(path)").state == saved.state)
    let after = try rig.model()
    #expect(after.masks == before.masks)
    #expect(after.codebooks == before.codebooks)
  }

  @Test func resultIsThePathAndTheSizeOnDisk() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.safetensors")
    let record = try rig.record("save \(path)")
    #expect(record["path"] == .string(path))
    #expect(try record.integer("bytes") == rig.folder.bytes("a.safetensors").count)
  }

  @Test(arguments: [
    ("", "give the path of a file"), ("/t10k-labels-idx1-ubyte/a", "is a file, not a folder"),
  ])
  func impossiblePathsAreRefused(path: String, help: String) throws {
    var rig = try Rig.furnished()
    let names = try rig.folder.names
    for command in ["save", "encode"] {
      let error = try rig.failure("\(command) \(rig.folder.path)\(path)")
      #expect(error.kind == .failure)
      #expect(error.message.hasPrefix("cannot write \(rig.folder.path)\(path): "))
      #expect(error.help?.contains(help) == true)
    }
    #expect(try rig.folder.names == names)
  }

  /// A device that is always full.
  @Test(.enabled(if: fileExists("/dev/full"))) func fullDeviceIsTold() throws {
    var rig = try Rig.furnished()
    for command in ["save", "encode"] {
      let error = try rig.failure("\(command) /dev/full")
      #expect(error.message == "cannot write /dev/full: no space left on device")
      #expect(error.help?.contains("free some space") == true)
    }
  }

  @Test func fileThatIsThereStaysWholeWhenSavingFails() throws {
    var rig = try Rig.furnished()
    let path = try rig.folder.write("a.safetensors", [1, 2, 3])
    try rig.spoilWeights()
    for command in ["save", "encode"] {
      let error = try rig.failure("\(command) \(path)")
      #expect(error.message.contains("1 of 10 values are NaN or infinite"))
      #expect(error.message.contains("ip2.bias"))
    }
    #expect(try rig.folder.bytes("a.safetensors") == [1, 2, 3])
  }
}

extension Rig {
  /// Puts a NaN among the weights, which no command does.
  fileprivate mutating func spoilWeights() throws {
    var model = try model().model
    var bias = try model.parameter("ip2.bias")
    bias.withUnsafeMutableBufferPointer { $0[3] = .nan }
    try model.setParameter("ip2.bias", bias)
    session.workspace.compressed = CompressedModel(model)
  }
}
