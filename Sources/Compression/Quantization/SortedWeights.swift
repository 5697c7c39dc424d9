/// Weights in ascending order with running sums: what one-dimensional clustering works on.
///
/// Weights equal to each other stay together, so that equal weights always share a cluster.
package struct SortedWeights {
  /// The weights, ascending.
  package let values: [Float]
  /// `sums[i]` is the sum of the first `i` weights.
  private let sums: [Double]
  /// `squares[i]` is the sum of the squares of the first `i` weights.
  private let squares: [Double]

  /// Sorts weights.
  /// - Parameters:
  ///   - weights: finite numbers, in any order.
  ///   - check: called every few milliseconds; what it throws ends the sorting.
  package init<Failure: Error>(
    _ weights: [Float], check: () throws(Failure) -> Void
  ) throws(Failure) {
    let sorted = try SortedWeights.radixSorted(weights, check)
    values = sorted
    var sums = [0.0]
    var squares = [0.0]
    sums.reserveCapacity(sorted.count + 1)
    squares.reserveCapacity(sorted.count + 1)
    var sum = 0.0
    var square = 0.0
    try sorted.indices.inBlocks(check) { block in
      for value in sorted[block] {
        sum += Double(value)
        square += Double(value) * Double(value)
        sums.append(sum)
        squares.append(square)
      }
    }
    self.sums = sums
    self.squares = squares
  }

  /// Mean of a run.
  ///
  /// It lies within the run even where large weights before it have cost the sums their last
  /// digits: means of successive runs ascend, whatever the weights.
  package func mean(_ run: Range<Int>) -> Double {
    guard !run.isEmpty else { return 0 }
    let mean = (sums[run.upperBound] - sums[run.lowerBound]) / Double(run.count)
    return min(max(mean, Double(values[run.lowerBound])), Double(values[run.upperBound - 1]))
  }

  /// Sum of the squared distances of a run from a point.
  package func squaredError(_ run: Range<Int>, from center: Double) -> Double {
    guard !run.isEmpty else { return 0 }
    let sum = sums[run.upperBound] - sums[run.lowerBound]
    let square = squares[run.upperBound] - squares[run.lowerBound]
    return max(0, square - 2 * center * sum + Double(run.count) * center * center)
  }

  /// Number of weights below a bound.
  package func countBelow(_ bound: Double) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if Double(values[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The different weights, ascending, but at most `limit` of them.
  package func distinct(upTo limit: Int) -> [Float] {
    var result: [Float] = []
    for value in values where result.last != value {
      guard result.count < limit else { break }
      result.append(value)
    }
    return result
  }

  /// Least significant digit first, three passes of 11 bits over keys that order as floats do.
  private static func radixSorted<Failure: Error>(
    _ weights: [Float], _ check: () throws(Failure) -> Void
  ) throws(Failure) -> [Float] {
    var keys = weights.map { weight -> UInt32 in
      let bits = weight.bitPattern
      return bits & 0x8000_0000 == 0 ? bits | 0x8000_0000 : ~bits
    }
    var other = [UInt32](repeating: 0, count: keys.count)
    for shift: UInt32 in [0, 11, 22] {
      var starts = [Int](repeating: 0, count: 2049)
      try keys.withUnsafeBufferPointer { (keys) throws(Failure) in
        try other.withUnsafeMutableBufferPointer { (other) throws(Failure) in
          try starts.withUnsafeMutableBufferPointer { (starts) throws(Failure) in
            try keys.indices.inBlocks(check) { block in
              for index in block { starts[Int(keys[index] >> shift & 2047) + 1] += 1 }
            }
            for digit in 1..<2049 { starts[digit] += starts[digit - 1] }
            try keys.indices.inBlocks(check) { block in
              for index in block {
                let digit = Int(keys[index] >> shift & 2047)
                other[starts[digit]] = keys[index]
                starts[digit] += 1
              }
            }
          }
        }
      }
      swap(&keys, &other)
    }
    return keys.map { key in
      Float(bitPattern: key & 0x8000_0000 != 0 ? key & 0x7FFF_FFFF : ~key)
    }
  }
}
