import Foundation
import Testing

/// Files stay small enough to be read at once.
@Suite struct SizeBudgetTests {
  /// Files that may be longer than 500 lines, with the reason. None so far.
  static let exceptions: [String: String] = [:]

  @Test func medianOfSourcesIsAtMost150Lines() throws {
    let counts = try Repository.files(below: "Sources", suffix: ".swift").map {
      try Repository.lines($0).count
    }.sorted()
    try #require(!counts.isEmpty)
    #expect(counts[counts.count / 2] <= 150, "split the longest files")
  }

  @Test func noFileIsLongerThan500Lines() throws {
    for folder in ["Sources", "Tests", "scripts"] {
      for suffix in [".swift", ".c", ".h", ".py", ".sh"] {
        for path in Repository.files(below: folder, suffix: suffix)
        where Self.exceptions[path] == nil {
          let count = try Repository.lines(path).count
          #expect(count <= 500, "\(path) has \(count) lines: split it, or name the reason here")
        }
      }
    }
  }

  @Test func everyExceptionIsNeeded() throws {
    for (path, reason) in Self.exceptions {
      #expect(!reason.isEmpty)
      #expect(try Repository.lines(path).count > 500, "\(path) needs no exception any more")
    }
  }
}
