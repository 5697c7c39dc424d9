/// The bits of the adaptive coders as README.md states them: every estimate in a dictionary under its context.
struct ReferenceBits {
  struct Estimate {
    var mean: Int
    var count: Int

    init(_ share: Int, _ count: Int) {
      mean = 64 * share
      self.count = count
    }

    var share: Int { mean >> 6 }

    mutating func see(_ number: Int) {
      mean += ((number - mean) * (65536 / (count + 2))) >> 16
      count = min(count + 1, 1023)
    }

    mutating func see(bit: Int) { see(bit * ((1 << 22) - 1)) }
  }

  var bytes: [UInt8]
  var next = 8
  var range = UInt64.max
  var value: UInt64 = 0
  var estimates: [[Int]: Estimate] = [:]
  var weights: [[Int]: [Int]] = [:]
  static let squashed: [Int] = {
    let anchors = [
      22, 36, 60, 98, 162, 267, 439, 720, 1179, 1921, 3108, 4971, 7812, 11955, 17625, 24743, 32768,
      40793, 47911, 53581, 57724, 60565, 62428, 63615, 64357, 64816, 65097, 65269, 65374, 65438,
      65476, 65500, 65514,
    ]
    return (-2048...2047).map { odds in
      let (k, f) = ((odds + 2048) >> 7, (odds + 2048) % 128)
      return anchors[k] + (((anchors[k + 1] - anchors[k]) * f) >> 7)
    }
  }()
  static let stretched: [Int] = (0..<4096).map { probability in
    (-2047...2047).first { squashed[$0 + 2048] >= 16 * probability + 8 } ?? 2047
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    for index in 0..<8 { value = value << 8 | byte(index) }
  }

  func byte(_ index: Int) -> UInt64 { index < bytes.count ? UInt64(bytes[index]) : 0 }

  mutating func bit(_ probability: Int) -> Int {
    let bound = (range >> 16) * UInt64(probability)
    let bit = value < bound ? 1 : 0
    if bit == 1 {
      range = bound
    } else {
      value -= bound
      range -= bound
    }
    if range < 1 << 32 {
      range *= 1 << 32
      for index in next..<next + 4 { value = (value & (.max >> 8)) << 8 | byte(index) }
      next += 4
    }
    return bit
  }

  /// Whether the end is the shortest that there is, and the lowest of those.
  var isAtEnd: Bool {
    let last = bytes.count - (next - 8)
    guard (0...4).contains(last), value < range else { return false }
    var number: UInt64 = 0
    for index in next - 8..<next { number = number << 8 | byte(index) }
    let low = number &- value
    for count in 0...4 {
      let step: UInt64 = count == 0 ? 0 : 1 << UInt64(64 - 8 * count)
      let above = count == 0 ? 0 : (low % step == 0 ? low : low - low % step &+ step)
      if above &- low < range { return count == last && above == number }
    }
    return false
  }

  static func clamp(_ number: Int, _ most: Int) -> Int { max(-most, min(most, number)) }
  static func quantized(_ odds: Int, _ shift: Int, _ most: Int) -> Int {
    clamp((odds + (1 << (shift - 1))) >> shift, most) + most
  }
  static func stretch(_ share: Int) -> Int { stretched[share >> 4] }

  /// A bit by the estimate of a context.
  mutating func bit(_ context: [Int], from first: Estimate) -> Int {
    var estimate = estimates[context] ?? first
    let read = bit(max(32, min(65504, estimate.share)))
    estimate.see(bit: read)
    estimates[context] = estimate
    return read
  }

  /// A mixed bit.
  mutating func bit(
    contexts: [[Int]], numbers: [Int], from first: Estimate, base: Int, set: [Int]
  ) -> Int {
    let keys = contexts.enumerated().map { [set[0], $0.offset] + $0.element }
    let inputs =
      keys.map { Self.stretch((estimates[$0] ?? first).share) - base } + numbers
    var mixing = weights[set] ?? Array(repeating: 7864, count: 8)
    let sum = zip(mixing, inputs).map { $0 * $1 }.reduce(0, +)
    let probability = Self.squashed[Self.clamp(base + (sum >> 16), 2047) + 2048]
    let read = bit(probability)
    for k in 0..<8 {
      mixing[k] += (inputs[k] * (65536 * read - probability) + (1 << 14)) >> 15
    }
    weights[set] = mixing
    for key in keys { estimates[key, default: first].see(bit: read) }
    return read
  }
}
