import Language
import Testing

@Suite struct FileArgumentsTests {
  @Test func pathsTellHowTheyAreUsed() throws {
    #expect(try InputFile(argument: "out/a.dcz").fileUse == .reads("out/a.dcz"))
    #expect(try OutputFile(argument: "out/a.dcz").fileUse == .writes("out/a.dcz"))
    #expect(InputFile.role == .readsFile && OutputFile.role == .writesFile)
    #expect(try InputFile(argument: 7).path == "7")
  }

  @Test func whatCannotBeAPathIsRefused() {
    for wrong: Value in ["", "a\u{0}b", nil, [], ["a": 1], true] {
      #expect(throws: ArgumentError.self) { try InputFile(argument: wrong) }
      #expect(throws: ArgumentError.self) { try OutputFile(argument: wrong) }
    }
  }
}
