/// Finds what somebody probably meant.
public enum Suggestion {
  /// The candidate nearest to a misspelt word, if one is near enough; among equals the first.
  public static func nearest(to word: String, in candidates: [String]) -> String? {
    let letters = Array(word.lowercased().unicodeScalars)
    guard !letters.isEmpty, letters.count <= 64 else { return nil }
    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars)
      guard !other.isEmpty, other.count <= 64, abs(other.count - letters.count) <= 8 else {
        continue
      }
      let isPrefix =
        letters.count >= 2 && other.count > letters.count && other.starts(with: letters)
      let shorter = min(letters.count, other.count)
      let limit = shorter < 2 ? 0 : max(1, shorter / 3)
      let distance = isPrefix ? 1 : editDistance(letters, other)
      guard isPrefix || distance <= limit, distance < best?.distance ?? Int.max else { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours between two
  /// words (the optimal string alignment distance).
  package static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, leftLetter) in left.enumerated() {
      var current = [row + 1]
      for (column, rightLetter) in right.enumerated() {
        let replaced = last[column] + (leftLetter == rightLetter ? 0 : 1)
        var cost = min(replaced, min(last[column + 1], current[column]) + 1)
        if row > 0, column > 0, leftLetter == right[column - 1], left[row - 1] == rightLetter {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
