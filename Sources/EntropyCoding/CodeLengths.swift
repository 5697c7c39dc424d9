/// The lengths of an optimal prefix code in which no word is longer than a limit.
///
/// Package-merge (Larmore and Hirschberg, "A fast algorithm for optimal length-limited Huffman
/// codes", JACM 37(3), 1990), in the form that keeps for every level only which of its items are
/// packages: time and memory grow with the number of symbols times the limit.
///
/// - Parameters:
///   - counts: how often each symbol occurs.
///   - limit: the longest word in bits, large enough for the number of symbols that occur.
/// - Returns: the length of each symbol's word in bits; `nil` where it does not occur. A symbol that
///   occurs alone has the empty word, of length 0.
package func limitedCodeLengths(counts: [Int], limit: Int) -> [UInt8?] {
  var lengths = [UInt8?](repeating: nil, count: counts.count)
  let symbols = counts.indices.filter { counts[$0] > 0 }
    .sorted { (counts[$0], $0) < (counts[$1], $1) }
  guard symbols.count > 1 else {
    if let only = symbols.first { lengths[only] = 0 }
    return lengths
  }
  let depth = min(limit, symbols.count - 1)
  precondition(depth >= Int.bitWidth - (symbols.count - 1).leadingZeroBitCount, "limit too low")

  // A coin of each symbol's weight lies on every level. From the bottom up, pairs of the cheapest
  // items of a level become packages of the next.
  let leaves = symbols.map { counts[$0] }
  var isPackage: [[Bool]] = []
  var weights: [Int] = []
  for _ in 0..<depth {
    let packages = stride(from: 0, to: weights.count & ~1, by: 2).map {
      weights[$0] + weights[$0 + 1]
    }
    let level = merge(leaves, packages)
    weights = level.weights
    isPackage.append(level.isPackage)
  }

  // The 2n - 2 cheapest items at the top are the solution; a word is as long as its symbol has coins
  // in it. The coins of a level are always those of the rarest symbols.
  var taken = 2 * symbols.count - 2
  for flags in isPackage.reversed() {
    let packages = flags[..<taken].count { $0 }
    for symbol in symbols[..<(taken - packages)] { lengths[symbol] = (lengths[symbol] ?? 0) + 1 }
    taken = 2 * packages
  }
  return lengths
}

/// Merges two ascending lists; of equal weights the leaf comes first.
private func merge(_ leaves: [Int], _ packages: [Int]) -> (weights: [Int], isPackage: [Bool]) {
  let total = leaves.count + packages.count
  var weights: [Int] = []
  var isPackage: [Bool] = []
  weights.reserveCapacity(total)
  isPackage.reserveCapacity(total)
  var package = 0
  for leaf in leaves {
    while package < packages.count, packages[package] < leaf {
      weights.append(packages[package])
      isPackage.append(true)
      package += 1
    }
    weights.append(leaf)
    isPackage.append(false)
  }
  weights.append(contentsOf: packages[package...])
  isPackage.append(contentsOf: repeatElement(true, count: packages.count - package))
  return (weights, isPackage)
}
