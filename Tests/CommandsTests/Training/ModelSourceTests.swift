import DeepCompression
import Language
import SyntheticData
import Testing

@Suite struct ModelSourceTests {
  @Test func filesMustBeThere() throws {
    let rig = try Rig()
    func check(_ text: String) -> [String] {
      rig.session.check(Parser.parse(SourceText(name: "test", text: text))).map(\.message)
    }
    #expect(check("compare model model").isEmpty)
    #expect(check("compare model none.dcz").count == 1)
    #expect(check("compare modell model").count == 1)
    #expect(check("encode a.dcz; compare model a.dcz").isEmpty)
    #expect(check("compare model").count == 1)
    #expect(
      check("compare '' model").first?.hasPrefix("A takes the word model, or the path") == true)
  }

  @Test func wordIsTheSessionsModel() throws {
    var rig = try Rig.furnished()
    let path = rig.folder.path("a.safetensors")
    try rig.ok("save \(path)")
    let before = try rig.record("compare \(path) model")
    #expect(before["only_a"] == 0)
    #expect(before["only_b"] == 0)
    try rig.ok("train --epochs 3 --lr 0.05 --batch 20")
    #expect(try rig.record("compare \(path) model").integer("only_b") > 0)
    rig.session.workspace.compressed = nil
    #expect(try rig.failure("compare \(path) model").message == "there is no model yet")
    try rig.ok("compare \(path) \(path)")
  }

  @Test func completionProposesTheWord() throws {
    let line = "compare mo"
    let completion = Completer.complete(
      line: line, cursor: line.utf8.count, registry: try Rig().session.catalog.registry)
    #expect(completion.candidates.map(\.text) == ["model"])
    #expect(completion.wantsFiles)
  }
}
