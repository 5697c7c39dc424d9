import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct LoadNetTests {
  private var rig: Rig

  init() throws {
    rig = try Rig()
    try SmallNet.write(to: rig.folder, "a")
  }

  private var words: String {
    "load net \(rig.folder.path)/a.net --prototxt \(rig.folder.path)/a.prototxt"
  }

  @Test mutating func resultTellsWhatIsInTheFile() throws {
    let record = try rig.record(words)
    #expect(
      record == [
        "name": "small", "parameters": 12_730, "bytes": 50_920,
        "file_bytes": .integer(try SmallNet.bytes().count), "layers": 2, "weights": 12_704,
        "entries": 4_234, "fillers": 0,
        "notes": .list([.string("prob: the softmax at the end is left out")]),
      ])
    let text = try rig.ok(words).display.plainText()
    #expect(text.contains("small: 12,730 parameters"))
    #expect(text.contains("33.33% of weights kept"))
    #expect(text.contains("weights shared in 2 of 2 layers"))
    #expect(text.contains("4,234 entries, 0 of them fillers"))
    #expect(text.contains("the softmax at the end is left out"))
  }

  /// Everything that can be done with a model can be done with this one.
  @Test mutating func commandsGoOnFromIt() throws {
    try rig.ok("load data \(rig.data); \(words)")
    let loaded = try rig.model()
    let layers = try rig.record("show model").records("layers")
    #expect(try layers.first { $0["name"] == "ip1" }?.integer("clusters") == 16)
    #expect(try rig.record("eval").integer("count") == SyntheticImages.testCount)
    let file = rig.folder.path("a.dcz")
    try rig.ok("encode \(file)")
    #expect(try rig.record("eval \(file)").integer("count") == SyntheticImages.testCount)
    try rig.ok("retrain --epochs 1")
    #expect(try rig.model().masks == loaded.masks)
    #expect(
      try rig.model().codebooks["ip1.weight"]?.codes == loaded.codebooks["ip1.weight"]?.codes)
    try rig.ok("prune --keep 20%; retrain --epochs 1")
    try rig.ok("save net \(rig.folder.path)/b.net")
    let pruned = try rig.model()
    try rig.ok("load net \(rig.folder.path)/b.net --prototxt \(rig.folder.path)/a.prototxt")
    #expect(try rig.model().masks == pruned.masks)
    #expect(
      try rig.model().model.parameter("ip1.weight").isBitIdentical(
        to: pruned.model.parameter("ip1.weight")))
  }

  @Test mutating func anotherNetworkIsRefused() throws {
    let other = SmallNet.prototxt.replacing("num_output: 16", with: "num_output: 17")
    let path = try rig.folder.write("b.prototxt", Array(other.utf8))
    let error = try rig.failure("load net \(rig.folder.path)/a.net --prototxt \(path)")
    #expect(error.message.hasPrefix("\(rig.folder.path)/a.net: "))
    #expect(error.help == "the file is damaged, or \(path) describes another network")
  }

  @Test mutating func layerThatIsNotUnderstoodIsNamed() throws {
    let other = SmallNet.prototxt.replacing("\"ReLU\"", with: "\"Maxout\"")
    let path = try rig.folder.write("b.prototxt", Array(other.utf8))
    let error = try rig.failure("load net \(rig.folder.path)/a.net --prototxt \(path)")
    #expect(
      error.message
        == "\(path):6:7: layer `relu1` of type Maxout: this type of layer is not understood")
  }

  private func check(_ text: String) -> [String] {
    rig.session.check(Parser.parse(SourceText(name: "test", text: text))).map(\.message)
  }

  @Test func mistakesAreFoundBeforeAnythingRuns() {
    #expect(check(words).isEmpty)
    #expect(
      check("load net none.net --prototxt none.prototxt") == [
        "there is no file `none.net`", "there is no file `none.prototxt`",
      ])
    #expect(
      check("load net \(rig.folder.path)/a.net") == [
        "load net needs --prototxt: Caffe's description of the network, usually .prototxt"
      ])
  }
}
