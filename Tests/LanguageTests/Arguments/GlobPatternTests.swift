import Language
import Testing

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("conv1", "conv1", true), ("conv1", "conv12", false), ("conv*", "conv12", true),
    ("*", "", true),
    ("*", "x", true), ("conv?", "conv1", true), ("conv?", "conv", false), ("*1", "conv11", true),
    ("c*v*1", "convolve1", true), ("c*v*1", "conv2", false), ("", "", true), ("", "a", false),
    ("?", "é", true), ("**a**", "bab", true), ("a*b", "acbx", false),
    ("*.weight", "l.0.weight", true),
  ])
  func matching(pattern: String, name: String, matches: Bool) {
    #expect(GlobPattern(pattern).matches(name) == matches)
  }

  /// Against a slow reference over all short patterns and names.
  @Test func agreesWithTheRecursiveDefinition() {
    func matches(_ pattern: Substring, _ name: Substring) -> Bool {
      guard let first = pattern.first else { return name.isEmpty }
      if first == "*" {
        return matches(pattern.dropFirst(), name)
          || (!name.isEmpty && matches(pattern, name.dropFirst()))
      }
      guard let letter = name.first, first == "?" || first == letter else { return false }
      return matches(pattern.dropFirst(), name.dropFirst())
    }
    func words(_ letters: [Character], _ length: Int) -> [String] {
      guard length > 0 else { return [""] }
      let shorter = words(letters, length - 1)
      return shorter
        + shorter.filter { $0.count == length - 1 }.flatMap { word in
          letters.map { word + String($0) }
        }
    }
    let names = words(["a", "b"], 4)
    for pattern in words(["a", "b", "*", "?"], 4) {
      for name in names {
        #expect(GlobPattern(pattern).matches(name) == matches(pattern[...], name[...]))
      }
    }
  }

  @Test func manyStarsTakeLittleTime() {
    let pattern = GlobPattern(String(repeating: "*a", count: 50) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 2000)))
  }

  @Test func wildness() {
    #expect(GlobPattern("a*").isWild && GlobPattern("a?").isWild && !GlobPattern("a").isWild)
  }
}
