import Testing

/// Each source file has a test file at the same place.
@Suite struct MirrorTests {
  /// Targets that are tested in another way.
  static let otherwise: [String: String] = [
    "EngineBenchmark": "measures speed; scripts/bench.sh runs it",
    "dcsh": "ProcessTests run the program itself",
  ]

  /// Files without a mirrored test, with the reason.
  static let withoutMirror: [String: String] = [
    "Sources/Commands/Chapter.swift": "names alone",
    "Sources/EntropyCoding/Adaptive/AdaptiveMode.swift":
      "numbers alone",
    "Sources/EntropyCoding/Adaptive/CodeBitMixture.swift":
      "a part of AdaptiveCodeTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/CodeContexts.swift":
      "a part of AdaptiveCodeTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/CodeField.swift":
      "a part of AdaptiveCodeTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/CodeMixture.swift":
      "a part of AdaptiveCodeTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/CodebookModel.swift":
      "a part of CodebookCoder",
    "Sources/EntropyCoding/Adaptive/Mixer.swift":
      "a part of both tables: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/PositionContexts.swift":
      "a part of AdaptivePositionTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/PositionMixture.swift":
      "a part of AdaptivePositionTable: compared with the reference there",
    "Sources/EntropyCoding/Adaptive/ScratchMemory.swift":
      "blocks of memory",
    "Sources/Terminal/Prompt/LineEditor.swift": "a protocol",
    "Sources/Terminal/Prompt/ReadlineEditor.swift":
      "needs a terminal: PromptProcessTests and prompt_test.py",
  ]

  private static func mirror(of path: String) -> String {
    let parts = path.split(separator: "/")
    let inside = parts.dropFirst(2).joined(separator: "/")
    return "Tests/\(parts[1])Tests/\(inside.dropLast(".swift".count))Tests.swift"
  }

  private static func sources() throws -> [String] {
    try Repository.targets().filter { otherwise[$0] == nil }.flatMap {
      Repository.files(below: "Sources/\($0)", suffix: ".swift")
    }
  }

  @Test func everySourceFileHasItsTests() throws {
    for path in try Self.sources() where Self.withoutMirror[path] == nil {
      #expect(
        Repository.exists(Self.mirror(of: path)),
        """
        \(path) has no tests: write \(Self.mirror(of: path)), or if it has no behaviour, name the \
        reason in MirrorTests.withoutMirror
        """)
    }
  }

  @Test func everyReasonIsNeeded() throws {
    let sources = Set(try Self.sources())
    for path in Self.withoutMirror.keys.sorted() {
      #expect(
        sources.contains(path) && !Repository.exists(Self.mirror(of: path)),
        "\(path) is gone or has tests now: take it off MirrorTests.withoutMirror")
    }
    for target in Self.otherwise.keys {
      #expect(try Repository.targets().contains(target))
    }
  }

  @Test func everyMirrorTestsSomething() throws {
    for path in try Self.sources().map(Self.mirror(of:)) where Repository.exists(path) {
      let code = SwiftCode.withoutTexts(try Repository.text(path))
      #expect(code.contains("@Test"), "\(path) has no test")
      #expect(
        code.split(separator: "@Suite").count == 2, "\(path): one suite for one source file")
    }
  }
}
