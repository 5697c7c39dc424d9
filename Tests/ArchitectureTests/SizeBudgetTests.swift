import Testing

/// Files stay small enough to be read at once.
@Suite struct SizeBudgetTests {
  /// Files that may be longer than 500 lines, with the reason.
  static let exceptions: [String: String] = [
    "scripts/dcz_reader.py": "one file to copy: a whole reader of the format for other programs"
  ]

  private static func lineCount(_ path: String) throws -> Int {
    try Repository.text(path).split(separator: "\n", omittingEmptySubsequences: false).count - 1
  }

  @Test func medianOfSourcesIsAtMost150Lines() throws {
    let counts = try Repository.files(below: "Sources", suffix: ".swift").map(Self.lineCount)
      .sorted()
    try #require(!counts.isEmpty)
    let median = counts[counts.count / 2]
    #expect(median <= 150, "the median source file has \(median) lines: split the longest ones")
  }

  @Test func noFileIsLongerThan500Lines() throws {
    for folder in ["Sources", "Tests", "scripts"] {
      for suffix in [".swift", ".c", ".h", ".py", ".sh"] {
        for path in Repository.files(below: folder, suffix: suffix)
        where Self.exceptions[path] == nil {
          let count = try Self.lineCount(path)
          #expect(
            count <= 500,
            "\(path) has \(count) lines: split it, or name the reason in SizeBudgetTests.exceptions"
          )
        }
      }
    }
  }

  @Test func everyExceptionIsNeeded() throws {
    for (path, reason) in Self.exceptions {
      #expect(!reason.isEmpty)
      #expect(
        try Repository.exists(path) && Self.lineCount(path) > 500,
        "\(path) needs no exception any more: take it off")
    }
  }
}
