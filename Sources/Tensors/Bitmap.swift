import CKernels

/// A set of positions, one bit each.
///
/// Bit `i` is bit `i % 32` of word `i / 32`; bits past the end are 0.
public struct Bitmap: Hashable, Sendable {
  /// Number of positions.
  public let count: Int
  /// The bits, 32 to a word.
  public private(set) var words: [UInt32]

  /// A set with every position, or none.
  public init(count: Int, filled: Bool) {
    self.count = max(0, count)
    words = [UInt32](repeating: filled ? .max : 0, count: (self.count + 31) / 32)
    let tail = self.count % 32
    if filled, tail > 0 { words[words.count - 1] = (1 << UInt32(tail)) - 1 }
  }

  /// A set from runs of bits that follow each other.
  ///
  /// - Parameters:
  ///   - count: number of positions.
  ///   - runs: the bits of each run, 64 to a word from the lowest, and how many they are; bits past
  ///     the end of a run are 0. What lies past `count` is left out.
  package init(count: Int, runs: [(words: [UInt64], count: Int)]) {
    self.init(count: count, filled: false)
    var start = 0
    words.withUnsafeMutableBufferPointer { words in
      for run in runs {
        for (index, word) in run.words.enumerated() {
          let position = start + 64 * index
          let (target, shift) = (position >> 5, UInt64(position & 31))
          let (low, high) = (word << shift, shift == 0 ? 0 : word >> (64 - shift))
          for (offset, part) in [low, low >> 32, high].enumerated()
          where target + offset < words.count {
            words[target + offset] |= UInt32(truncatingIfNeeded: part)
          }
        }
        start += run.count
      }
    }
    let tail = self.count % 32
    if tail > 0 { words[words.count - 1] &= (1 << UInt32(tail)) - 1 }
  }

  /// The bits of a run of positions, 64 to a word from the lowest; bits past its end are 0.
  ///
  /// - Parameter range: positions of this set.
  package func words64(_ range: Range<Int>) -> [UInt64] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the bitmap")
    return words.withUnsafeBufferPointer { words in
      var result = [UInt64](repeating: 0, count: (range.count + 63) / 64)
      for index in result.indices {
        let position = range.lowerBound + 64 * index
        let (first, shift) = (position >> 5, UInt64(position & 31))
        var word: UInt64 = 0
        for offset in 0..<3 where first + offset < words.count {
          let part = UInt64(words[first + offset])
          switch offset {
          case 0: word |= part >> shift
          case 1: word |= part << (32 - shift)
          default: if shift > 0 { word |= part << (64 - shift) }
          }
        }
        result[index] = word
      }
      let tail = range.count % 64
      if tail > 0 { result[result.count - 1] &= (1 << UInt64(tail)) - 1 }
      return result
    }
  }

  /// The positions whose element is not zero.
  public init(nonzerosOf tensor: Tensor) {
    self.init(count: tensor.count, filled: false)
    tensor.withUnsafeBufferPointer { values in
      words.withUnsafeMutableBufferPointer { words in
        for index in 0..<values.count where values[index] != 0 {
          words[index >> 5] |= 1 << UInt32(index & 31)
        }
      }
    }
  }

  /// Whether a position is in the set.
  public subscript(index: Int) -> Bool {
    get { words[index >> 5] >> UInt32(index & 31) & 1 == 1 }
    set {
      if newValue {
        words[index >> 5] |= 1 << UInt32(index & 31)
      } else {
        words[index >> 5] &= ~(1 << UInt32(index & 31))
      }
    }
  }

  /// Number of positions in the set.
  public var population: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The positions in the set, ascending.
  public var positions: [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(population)
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        result.append(Int32(truncatingIfNeeded: index * 32 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
    return result
  }

  /// Sets every element outside the set to exactly +0.
  /// - Parameters:
  ///   - values: a run of the elements that this set describes.
  ///   - offset: position of the run's first element; a multiple of 32.
  public func keep(in values: UnsafeMutableBufferPointer<Float>, from offset: Int = 0) {
    precondition(
      offset >= 0 && offset % 32 == 0 && values.count <= count - offset, "outside the bitmap")
    guard let base = values.baseAddress, !values.isEmpty else { return }
    words.withUnsafeBufferPointer { words in
      guard let first = words.baseAddress else { return }
      dcsh_keep_masked(base, first + offset / 32, values.count)
    }
  }
}
