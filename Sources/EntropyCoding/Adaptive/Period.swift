/// How many columns away similar columns lie, guessed from a row of numbers for each output.
package enum Period {
  /// The smallest, and what is used where nothing better is known.
  package static let smallest = 2
  /// The largest that encoders look for.
  package static let largest = 256

  /// The largest that a table may state for a layer.
  package static func limit(_ geometry: LayerGeometry) -> Int { max(smallest, geometry.columns) }

  /// Distances at which columns resemble each other more than at those next to them.
  ///
  /// - Parameters:
  ///   - profile: a number for each column, such as how many of its weights are kept.
  ///   - most: how many distances at most.
  /// - Returns: `smallest` first, then others, the best first.
  package static func candidates(_ profile: [Int], most: Int) -> [Int] {
    let end = min(largest + 1, profile.count / 2)
    guard end > smallest + 1 else { return [smallest] }
    let mean = profile.reduce(0, +) / profile.count
    // Per column, as fewer pairs are left at large distances.
    let likeness = (0...end).map { distance in
      var sum = 0
      for column in 0..<profile.count - distance {
        sum &+= (profile[column] &- mean) &* (profile[column &+ distance] &- mean)
      }
      return sum / (profile.count - distance)
    }
    let peaks = (smallest + 1..<end).filter {
      likeness[$0] > likeness[$0 - 1] && likeness[$0] >= likeness[$0 + 1]
    }
    let best = peaks.sorted { (-likeness[$0], $0) < (-likeness[$1], $1) }
    return [smallest] + best.prefix(most - 1)
  }
}
