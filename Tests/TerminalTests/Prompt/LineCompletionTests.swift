import Language
import Terminal
import Testing

@Suite struct LineCompletionTests {
  private func complete(
    _ line: String, from start: Int, _ candidates: [Completion.Candidate] = [],
    wantsFiles: Bool = false, files: [String] = []
  ) -> LineCompletion {
    let completion = Completion.made(start..<line.utf8.count, candidates, wantsFiles: wantsFiles)
    return LineCompletion(completion, line: line) { partial in
      files.filter { $0.hasPrefix(partial) }
    }
  }

  @Test func aCommandIsFollowedByASpace() {
    let found = complete("qu", from: 0, [.init("quit", "", .command)])
    #expect(found.matches == ["quit"])
    #expect(found.suffix == " ")
    #expect(!found.areFileNames)
  }

  @Test func whatMayGoOnIsNot() {
    for kind in [Completion.Candidate.Kind.variable, .function, .layer] {
      #expect(complete("$a", from: 1, [.init("ab", "", kind)]).suffix == nil)
    }
  }

  @Test func filesAreAskedForOnlyWhereTheyFit() {
    #expect(complete("say a", from: 4, files: ["ab"]).matches == [])
    let found = complete("load a", from: 5, wantsFiles: true, files: ["ab", "ac", "b"])
    #expect(found.matches == ["ab", "ac"])
    #expect(found.areFileNames)
  }

  @Test func aFolderGoesOn() {
    #expect(complete("load a", from: 5, wantsFiles: true, files: ["ab"]).suffix == " ")
    #expect(complete("load a", from: 5, wantsFiles: true, files: ["ab/"]).suffix == nil)
    let quoted = complete("load a", from: 5, wantsFiles: true, files: ["a b/"])
    #expect(quoted.matches == ["'a b/"])
    #expect(quoted.suffix == nil)
  }

  @Test func namesAreQuotedWhereTheyMustBe() {
    let found = complete("load m", from: 5, wantsFiles: true, files: ["my file", "mine"])
    #expect(found.matches == ["'my file'", "mine"])
    #expect(!found.areFileNames)
  }

  @Test func anOpenQuoteIsClosed() {
    let single = complete("load 'my", from: 6, wantsFiles: true, files: ["my file", "my'x"])
    #expect(single.matches == ["my file"])
    #expect(single.suffix == "'")
    let double = complete("load \"my", from: 6, wantsFiles: true, files: ["my $file"])
    #expect(double.matches == ["my \\$file"])
    #expect(double.suffix == "\"")
  }

  @Test func aRangeOutsideTheLineIsCutToIt() {
    let completion = Completion.made(3..<90, wantsFiles: true)
    #expect(LineCompletion(completion, line: "é") { _ in [] }.start == 2)
  }
}
