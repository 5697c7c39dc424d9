import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct NetworkTests {
  private static let tiny =
    "network tiny { input 1x28x28; conv c1 16 5x5 --pad 2; relu; maxpool 2; dense fc 10 }"

  @Test func aNetworkIsDefinedLoadedAndUsed() throws {
    var rig = try Rig()
    let record = try rig.record(Self.tiny)
    #expect(
      record == [
        "name": "tiny", "layers": 5, "parameters": 31_786, "multiply_adds": 344_960, "output": "10",
      ])
    let loaded = try rig.record("load model tiny --seed 1")
    #expect(loaded == ["name": "tiny", "parameters": 31_786, "bytes": 127_144])
    #expect(
      try rig.model().model.graph.nodes.map(\.name)
        == ["c1", "relu1", "maxpool1", "flatten1", "fc"])
  }

  @Test func theDisplayListsTheLayers() throws {
    var rig = try Rig()
    let text = try rig.ok(Self.tiny).display.plainText()
    for part in ["tiny: 31,786 parameters", "c1", "16×28×28", "maxpool1", "31,370"] {
      #expect(text.contains(part))
    }
  }

  @Test func linesAndVariablesMakeTheSameNetwork() throws {
    var rig = try Rig()
    let state = try rig.ok(Self.tiny).state
    var other = try Rig()
    try other.ok("width = 16")
    let again = try other.ok(
      """
      network tiny {  # as before
        side = 28
        input [1, $side, $side]
        conv c1 $width 5 --pad ($width // 8)

        relu
        maxpool 2x2; dense fc 10
      }
      """)
    #expect(again.state == state)
    #expect(
      other.session.workspace.networks.map(\.text) == [
        "network tiny { input 1x28x28; conv c1 16 5 --pad 2; relu; maxpool 2; dense fc 10 }"
      ])
  }

  @Test func aNetworkCanBeDefinedAnew() throws {
    var rig = try Rig()
    let first = try rig.ok(Self.tiny).state
    try rig.ok("network other { input 3; relu }")
    let second = try rig.ok("network tiny { input 3; dense 4 }").state
    #expect(first != second)
    #expect(rig.session.workspace.networks.map(\.name) == ["tiny", "other"])
    #expect(try rig.record("load model tiny").integer("parameters") == 16)
  }

  @Test func aMistakeLeavesWhatWasThere() throws {
    var rig = try Rig()
    try rig.ok(Self.tiny)
    _ = try rig.failure("network tiny { input 3; conv 4 4 }")
    _ = try rig.failure("network other { input 3; rleu }")
    #expect(rig.session.workspace.networks.map(\.name) == ["tiny"])
  }

  @Test(arguments: [
    ("network tiny", "network needs a block: the input and the layers, in order"),
    ("network { input 3; relu }", "network needs NAME: what to call it"),
    ("network tiny { input 3; relu } x", "expected the end of the statement, not `x`"),
    ("network tiny {\n input 3\n relu\nload model tiny", "this `{` is never closed"),
    ("network tiny { input 3; relu }; load model tiyn", "there is no network and no file `tiyn`"),
    ("load model tiny; network tiny { input 3; relu }", "there is no network and no file `tiny`"),
  ])
  func mistakesAreFoundBeforeAnythingRuns(text: String, message: String) {
    #expect(NetworkScripts.found(text).map(\.message) == [message])
  }

  @Test func namesOfTheSessionAreKnownToCheckerAndCompletion() throws {
    var rig = try Rig()
    try rig.ok(Self.tiny)
    let script = Parser.parse(SourceText(name: "test", text: "load model tiny"))
    #expect(rig.session.check(script) == [])
    let completion = Completer.complete(
      line: "load model ti", cursor: 13, registry: rig.session.catalog.registry,
      names: rig.session.definedNames)
    #expect(completion.candidates.map(\.text) == ["tiny"])
    let error = try rig.failure("load model tinny")
    #expect(error.help == "did you mean tiny?")
  }

  @Test func helpTellsOfTheLayers() throws {
    var rig = try Rig()
    let text = try rig.ok("help network").display.plainText()
    for part in ["network NAME { LAYER… }", "conv [NAME] OUTPUTS KERNEL", "Activations"] {
      #expect(text.contains(part))
    }
    for topic in ["conv", "network conv"] {
      let page = try rig.ok("help \(topic)").display.plainText()
      #expect(page.contains("A layer: it stands in the block of network."))
      #expect(page.contains("--dilation HxW"))
    }
  }

  @Test func definedNetworksTrain() throws {
    var rig = try Rig()
    let state = try rig.ok(
      """
      load data \(rig.data)
      network small { input 1x28x28; dense 8; relu; dense 10 }
      load model small --seed 1
      train --epochs 1
      """
    ).state
    var again = try Rig(threads: 1)
    let other = try again.ok(
      """
      load data \(again.data)
      network small { input 1x28x28; dense 8; relu; dense 10 }
      load model small --seed 1
      train --epochs 1
      """
    ).state
    #expect(state == other)
  }
}
