/// A pattern over names: `*` stands for any characters, `?` for one.
public struct GlobPattern: Sendable, Hashable {
  /// The pattern as written.
  public let text: String

  /// Makes a pattern.
  public init(_ text: String) { self.text = text }

  /// Whether it has `*` or `?`.
  public var isWild: Bool { text.contains { $0 == "*" || $0 == "?" } }

  /// Whether the whole name fits; takes at most time proportional to both lengths multiplied.
  public func matches(_ name: String) -> Bool {
    let pattern = Array(text)
    let name = Array(name)
    var patternIndex = 0
    var nameIndex = 0
    var retry: (pattern: Int, name: Int)?
    while nameIndex < name.count {
      if patternIndex < pattern.count, pattern[patternIndex] == "*" {
        retry = (patternIndex + 1, nameIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count,
        pattern[patternIndex] == "?" || pattern[patternIndex] == name[nameIndex]
      {
        patternIndex += 1
        nameIndex += 1
      } else if let last = retry {
        // Let the last star take one character more.
        retry = (last.pattern, last.name + 1)
        patternIndex = last.pattern
        nameIndex = last.name + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == "*" }
  }
}
