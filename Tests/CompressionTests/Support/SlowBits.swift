/// Sections *Bits*, *Estimates* and *Mixed bits* of the chapter on adaptive coders.
final class SlowBits {
  private let bytes: [UInt8]
  private var taken = 8
  private var range = UInt64.max
  private var value: UInt64 = 0

  init(_ payload: SlowInput) {
    bytes = payload.bytes
    value = number(at: 0, 8)
  }

  /// Bytes behind the end are zeros.
  private func number(at start: Int, _ count: Int) -> UInt64 {
    (start..<start + count).reduce(0) { $0 << 8 | ($1 < bytes.count ? UInt64(bytes[$1]) : 0) }
  }

  /// A bit that is 1 with probability p / 65,536.
  func bit(_ p: Int) -> Int {
    let bound = (range >> 16) * UInt64(p)
    let bit = value < bound ? 1 : 0
    if bit == 1 {
      range = bound
    } else {
      range -= bound
      value -= bound
    }
    if range < 1 << 32 {
      range <<= 32
      value = value << 32 | number(at: taken, 4)
      taken += 4
    }
    return bit
  }

  /// A bit by an estimate, which sees it.
  func bit(by estimate: SlowEstimate) -> Int {
    let bit = bit(min(max(estimate.share, 32), 65_504))
    estimate.see(bit: bit)
    return bit
  }

  /// A bit by eight opinions, whose weights learn from it.
  func bit(_ inputs: [Int], base: Int = 0, _ weights: SlowWeights) -> Int {
    let sum = zip(weights.values, inputs).reduce(0) { $0 + $1.0 * $1.1 }
    let p = squash(clamp(base + sum >> 16, 2_047))
    let bit = bit(p)
    for (index, input) in inputs.enumerated() {
      weights.values[index] += (input * (65_536 * bit - p) + 1 << 14) >> 15
    }
    return bit
  }

  func finish() throws {
    let left = bytes.count - (taken - 8)
    try require((0...4).contains(left), "length of the payload")
    let end = number(at: taken - 8, 8)
    let low = end &- value
    // How far the next number is that ends with as many zero bits.
    func distance(_ count: Int) -> UInt64 { (0 &- low) & (UInt64.max >> (8 * UInt64(count))) }
    var shortest = 0
    while distance(shortest) >= range { shortest += 1 }
    try require(left == shortest && end == low &+ distance(shortest), "end of the payload")
  }
}

/// What is thought of bits, or of magnitudes, so far.
final class SlowEstimate {
  private var mean: Int
  private var count: Int

  init(_ share: Int, _ count: Int) {
    mean = 64 * share
    self.count = count
  }

  var share: Int { mean >> 6 }

  func see(_ number: Int) {
    mean += ((number - mean) * (65_536 / (count + 2))) >> 16
    count = min(count + 1, 1_023)
  }

  func see(bit: Int) { see(bit * (1 << 22 - 1)) }
}

/// An estimate for each context that occurs, contexts being lists of numbers.
final class SlowContexts {
  private let share: Int
  private var estimates: [[Int]: SlowEstimate] = [:]

  init(_ share: Int = 32_768) { self.share = share }

  subscript(context: Int...) -> SlowEstimate { self[context] }

  subscript(context: [Int]) -> SlowEstimate {
    if let estimate = estimates[context] { return estimate }
    let estimate = SlowEstimate(share, 0)
    estimates[context] = estimate
    return estimate
  }
}

/// The weights of eight inputs.
final class SlowWeights {
  var values = [Int](repeating: 7_864, count: 8)
}

func clamp(_ number: Int, _ bound: Int) -> Int { min(max(number, -bound), bound) }

private let curve = [
  22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
  40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438,
  65476, 65500, 65514,
]

func squash(_ s: Int) -> Int {
  let (k, f) = ((s + 2_048) >> 7, (s + 2_048) % 128)
  return curve[k] + ((curve[k + 1] - curve[k]) * f) >> 7
}

/// The smallest number that `squash` makes at least as large, found by halving.
func stretch(_ share: Int) -> Int {
  var (low, high) = (-2_047, 2_047)
  while low < high {
    let middle = (low + high) >> 1
    if squash(middle) >= 16 * (share >> 4) + 8 { high = middle } else { low = middle + 1 }
  }
  return low
}

func stretch(_ estimate: SlowEstimate) -> Int { stretch(estimate.share) }

/// The class of *s*, in steps of 2ʰ, from 0 to 2 · bound.
func classOf(_ s: Int, _ h: Int, _ bound: Int) -> Int {
  clamp((s + 1 << (h - 1)) >> h, bound) + bound
}
