import Glibc

/// The order-0 entropy of a stream: the least that a coder can reach that gives every symbol the
/// share of a code that belongs to its frequency, wherever it stands.
///
/// - Parameters:
///   - symbols: the symbols, each below the size of the alphabet.
///   - alphabet: its size, 1 to 65,536.
/// - Returns: the entropy of the whole stream in bits, without any table.
public func orderZeroEntropy(of symbols: [UInt16], alphabet: Int) -> Double {
  orderZeroEntropy(counts: symbolCounts(of: symbols, alphabet: alphabet))
}

/// The order-0 entropy of a stream.
///
/// - Parameter counts: how often each symbol occurs.
/// - Returns: the entropy of the whole stream in bits, without any table.
public func orderZeroEntropy(counts: [Int]) -> Double {
  let total = Double(counts.reduce(0, +))
  var bits = 0.0
  for count in counts where count > 0 { bits += Double(count) * log2(total / Double(count)) }
  return bits
}

/// How often each symbol of the alphabet occurs.
///
/// - Parameters:
///   - symbols: the symbols, each below the size of the alphabet.
///   - alphabet: its size, 1 to 65,536.
public func symbolCounts(of symbols: [UInt16], alphabet: Int) -> [Int] {
  var counts = [Int](repeating: 0, count: alphabet)
  for symbol in symbols { counts[Int(symbol)] += 1 }
  return counts
}
