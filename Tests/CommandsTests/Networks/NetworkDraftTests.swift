import DeepCompression
import Language
import Testing

@Suite struct NetworkDraftTests {
  @Test func layersAreNumberedByTheirWord() throws {
    let graph = try NetworkScripts.network(
      "input 1x8x8; conv c1 2 3; conv 2 3; relu; relu relu3; relu; relu; dense 3"
    ).graph
    #expect(
      graph.nodes.map(\.name) == [
        "c1", "conv2", "relu1", "relu3", "relu4", "relu5", "flatten1", "dense1",
      ])
  }

  @Test func namesThatAreTakenArePassedOver() throws {
    let graph = try NetworkScripts.network("input 3; tanh relu1; relu; relu").graph
    #expect(graph.nodes.map(\.name) == ["relu1", "relu2", "relu3"])
  }

  /// One mistake gives one diagnostic: what depends on it is not judged.
  @Test func whatFollowsAMistakeIsNotBlamed() {
    #expect(
      NetworkScripts.mistakes(
        """
        network a {
          input 1x28x28
          conv c1 16 99
          conv c2 16 99
          relo r
          dense d 10 --from r
          add c1 c2 nothing
          conv 4 99 --from input
          relu c1
        }
        """) == [
          "3:3 conv: a window of 99×99 does not fit into 28×28 padded by 0",
          "5:3 there is no layer `relo`",
          "8:3 conv: a window of 99×99 does not fit into 28×28 padded by 0",
          "9:8 there is a layer c1 already",
        ])
  }

  @Test func unknownNamesAreToldWithWhatThereIs() {
    let near = NetworkScripts.found("network a { input 3; relu first; add first frist }")
    #expect(near.map(\.message) == ["there is no layer frist before this one"])
    #expect(near.first?.help == "did you mean first?" && near.first?.span?.text == "frist")
    let far = NetworkScripts.found("network a { input 3; relu r; tanh --from zzz }")
    #expect(far.first?.help == "the layers before it: input, r" && far.first?.span?.text == "zzz")
  }

  /// Without values of variables the rest of the network is still looked at.
  @Test(
    arguments: [
      ("input 1x8x8; conv $n 3; relu; conv 3 99", []),
      ("input 1x8x8; conv $n 3; relu; conv 3 99 --from input", ["conv: a window of 99×99"]),
      ("input $n; conv 3 99; add conv1 input", []),
      ("input 1x8x8; relu $n; add x input", []),
      ("input 1x8x8; relu a; relu $n; relu a", ["there is a layer a already"]),
    ] as [(String, [String])])
  func whatIsNotKnownIsPassedOver(block: String, messages: [String]) {
    let found = NetworkScripts.mistakes("network a { \(block) }", variables: ["n": 3])
    #expect(found.count == messages.count)
    for (mistake, message) in zip(found, messages) { #expect(mistake.contains(message)) }
  }

  @Test func whatIsNotKnownBeforeIsCheckedWhenItRuns() throws {
    var rig = try Rig()
    let error = try rig.failure("network a { input 1x8x8; relu; conv (show).data 3 }")
    #expect(error.message.contains("OUTPUTS takes") && error.span?.text == "(show).data")
    try rig.ok("n = 9")
    let shape = try rig.failure("network a {\n input 1x8x8\n conv 3 $n\n}")
    #expect(shape.message == "conv: a window of 9×9 does not fit into 8×8 padded by 0")
    #expect(shape.span?.start.line == 3 && shape.kind == .usage)
    #expect(rig.session.workspace.networks.isEmpty)
  }

  @Test(
    arguments: [
      ("", ["1:13 a network needs an input and a layer"]),
      ("x = 3", ["1:11 a network needs an input and a layer"]),
      ("input 3; 3 + 4; relu", ["1:22 only layers and assignments stand in the block of network"]),
      ("network b { input 3 }", ["1:13 there is no layer `network`"]),
    ] as [(String, [String])])
  func otherBlocks(block: String, expected: [String]) {
    let found = NetworkScripts.mistakes("network a { \(block) }").map {
      $0.split(separator: " ", maxSplits: 1)[1]
    }
    #expect(found == expected.map { $0.split(separator: " ", maxSplits: 1)[1] })
  }

  @Test func sizesAreBounded() {
    let found = NetworkScripts.messages("input 1x16384x16384; conv 2 1 --pad 1")
    #expect(found == ["conv: a result of 2×16386×16386 is too large"])
    let many = Array(repeating: "dense 30000", count: 3).joined(separator: "; ")
    #expect(
      NetworkScripts.messages("input 30000; \(many)")
        == ["dense: the network would have too many parameters"])
  }

  @Test func deepNetworksTakeLittleTime() throws {
    let layers = Array(repeating: "relu", count: 3000).joined(separator: "\n")
    #expect(try NetworkScripts.network("input 3\n\(layers)\n").graph.nodes.last?.name == "relu3000")
  }

  /// Any arguments at all: no trap, and a network without mistakes can be defined.
  @Test func nothingTraps() {
    let numbers = [
      "0", "1", "2", "3", "5x5", "65536", "1x2x3", "-1", "9223372036854775807", "1e300", "same",
      "0,1,2,3", "50%", "a", "b", "input", "relu1", "$n", "''", "[1, 2]", "8x8", "4x8x8",
    ]
    let words = NetworkVocabularyTests.cards
    var random = RandomSource(seed: 1)
    for _ in 0..<3000 {
      var block = "input \(numbers[random.below(4) == 0 ? random.below(numbers.count) : 21])"
      for _ in 0..<(1 + random.below(4)) {
        let word = words[random.below(words.count)]
        block += "; \(word.name)"
        for _ in 0..<random.below(4) { block += " \(numbers[random.below(numbers.count)])" }
        if !word.options.isEmpty, random.below(2) == 0 {
          let option = word.options[random.below(word.options.count)]
          let value = option.kind == .flag ? "" : " \(numbers[random.below(numbers.count)])"
          block += " --\(option.name)\(value)"
        }
      }
      guard NetworkScripts.messages(block).isEmpty else { continue }
      #expect(throws: Never.self) { try NetworkScripts.canonical(block) }
    }
  }
}
