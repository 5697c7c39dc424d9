import EntropyCoding
import Testing

@Suite struct CodeLengthsTests {
  private func cost(_ counts: [Int], _ lengths: [UInt8?]) -> Int {
    zip(counts, lengths).reduce(0) { $0 + $1.0 * Int($1.1 ?? 0) }
  }

  /// The least cost of all prefix codes within the limit, by trying every choice of lengths.
  private func leastCost(_ counts: [Int], limit: Int) -> Int {
    func search(_ rest: ArraySlice<Int>, _ space: Int) -> Int? {
      guard let count = rest.first else { return 0 }
      var best: Int?
      for length in 1...limit where 1 << (limit - length) <= space {
        guard let more = search(rest.dropFirst(), space - 1 << (limit - length)) else { continue }
        best = min(best ?? .max, count * length + more)
      }
      return best
    }
    let present = counts.filter { $0 > 0 }
    return present.count < 2 ? 0 : search(present[...], 1 << limit) ?? -1
  }

  /// Huffman's own algorithm, without a limit: the least cost and the longest word.
  private func plainHuffman(_ counts: [Int]) -> (cost: Int, longest: Int) {
    var trees = counts.filter { $0 > 0 }.map { (weight: $0, depth: 0) }
    var cost = 0
    while trees.count > 1 {
      trees.sort { ($0.weight, $0.depth) > ($1.weight, $1.depth) }
      let (a, b) = (trees.removeLast(), trees.removeLast())
      cost += a.weight + b.weight
      trees.append((a.weight + b.weight, max(a.depth, b.depth) + 1))
    }
    return (cost, trees.first?.depth ?? 0)
  }

  private func counts(_ number: Int, _ seed: UInt64, _ bound: UInt64) -> [Int] {
    var numbers = TestNumbers(seed)
    return (0..<number).map { _ in Int(numbers.below(bound)) }
  }

  @Test func fewSymbols() {
    #expect(limitedCodeLengths(counts: [], limit: 5) == [])
    #expect(limitedCodeLengths(counts: [0, 0], limit: 5) == [nil, nil])
    #expect(limitedCodeLengths(counts: [0, 7, 0], limit: 5) == [nil, 0, nil])
    #expect(limitedCodeLengths(counts: [1, 0, 1000], limit: 1) == [1, nil, 1])
    #expect(limitedCodeLengths(counts: [1, 1, 2, 4], limit: 3) == [3, 3, 2, 1])
    #expect(limitedCodeLengths(counts: [1, 1, 2, 4], limit: 2) == [2, 2, 2, 2])
  }

  @Test func ofTwoCheapestCodesItIsAlwaysTheFlatterOne() {
    // 3, 3, 2, 1 costs as much.
    #expect(limitedCodeLengths(counts: [1, 1, 2, 2], limit: 24) == [2, 2, 2, 2])
    #expect(limitedCodeLengths(counts: [1, 1, 1, 2, 3, 3], limit: 24) == [3, 3, 3, 3, 2, 2])
  }

  @Test(arguments: 0..<60)
  func noCodeWithinTheLimitIsCheaper(seed: Int) {
    let counts = counts(2 + seed % 6, UInt64(seed), seed % 2 == 0 ? 5 : 200)
    for limit in 3...5 {
      let lengths = limitedCodeLengths(counts: counts, limit: limit)
      #expect(cost(counts, lengths) == leastCost(counts, limit: limit), "\(counts) \(limit)")
      #expect(lengths.allSatisfy { Int($0 ?? 0) <= limit })
      #expect(zip(counts, lengths).allSatisfy { ($0 > 0) == ($1 != nil) })
    }
  }

  @Test(arguments: 0..<40)
  func equalsPlainHuffmanWhereTheLimitIsFar(seed: Int) {
    let counts = counts(2 + seed * 7, UInt64(seed), seed % 3 == 0 ? 3 : 1000)
    let plain = plainHuffman(counts)
    let lengths = limitedCodeLengths(counts: counts, limit: 24)
    #expect(plain.longest <= 24)
    #expect(cost(counts, lengths) == plain.cost)
    #expect(lengths.count { $0 != nil } < 2 || CanonicalCode(lengths: lengths) != nil)
  }

  @Test func fibonacciCountsMeetTheLimit() {
    var counts = [1, 1]
    while counts.count < 60 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    #expect(plainHuffman(counts).longest == 59)
    var last = Int.max
    for limit in 6...30 {
      let lengths = limitedCodeLengths(counts: counts, limit: limit)
      #expect(lengths.compactMap { $0 }.max() == UInt8(limit))
      let now = cost(counts, lengths)
      #expect(now <= last)
      last = now
    }
  }

  @Test func theLargestAlphabetFits() {
    let equal = limitedCodeLengths(counts: Array(repeating: 1, count: 65536), limit: 24)
    #expect(equal.allSatisfy { $0 == 16 })
    let skewed = (0..<65536).map { 1 + 1 << ($0 % 40) }
    let lengths = limitedCodeLengths(counts: skewed, limit: 24)
    #expect(CanonicalCode(lengths: lengths) != nil)
  }
}
