import Interchange
import Testing

@Suite struct CaffeLayerPhaseTests {
  @Test(arguments: [
    ("", true), ("include { phase: TEST }", true), ("include { phase: TRAIN }", false),
    ("include { phase: 1 }", true), ("include { phase: 0 }", false),
    ("exclude { phase: TEST }", false), ("exclude { phase: TRAIN }", true),
    ("include { phase: TRAIN } include { phase: TEST }", true),
    ("include { phase: TRAIN stage: 'a' } include { stage: 'a' }", false),
    ("include { not_stage: 'a' }", true), ("exclude { stage: 'a' }", true),
    ("include { min_level: 1 }", false), ("include { min_level: -1 max_level: 0 }", true),
    ("include { max_level: -1 }", false), ("include { }", true), ("exclude { }", false),
    // Where there is `include`, `exclude` does not count.
    ("include { phase: TEST } exclude { phase: TEST }", true),
  ])
  func rulesOfTheTestPhase(rules: String, isThere: Bool) throws {
    let text = Prototxt.layer("ReLU", name: "r", top: "r") + Prototxt.layer("TanH", rules)
    #expect(try Prototxt.network(text).graph.nodes.map(\.name) == (isThere ? ["r", "x"] : ["r"]))
  }

  @Test func rulesAreChecked() {
    #expect(Prototxt.failure("ReLU", "include: 3") == "a rule is a message")
    #expect(Prototxt.failure("ReLU", "include { phase: X }") == "`phase` is one of TRAIN, TEST")
  }
}
