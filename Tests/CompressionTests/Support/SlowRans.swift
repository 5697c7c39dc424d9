/// Chapter *Streams by rANS*: a table of frequencies.
struct SlowRans {
  /// Those of the symbols that occur, in the order of symbols.
  private(set) var frequencies: [(symbol: Int, frequency: Int)] = []
  /// Their sum is 2 to the power of this.
  private(set) var scale = 0

  private static let roots = [
    3_037_000_499, 3_611_622_602, 3_938_502_375, 4_112_874_773, 4_202_935_003, 4_248_701_964,
    4_271_771_996,
  ]

  init(_ input: inout SlowInput, alphabet: Int) throws {
    let width = bitWidth(alphabet - 1)
    let guess = try input.bits(2)
    if guess == 3 {
      let symbol = try input.bits(width)
      try require(symbol < alphabet, "symbol")
      frequencies = [(symbol, 1)]
      try input.skipPadding()
      return
    }
    let fraction = try input.bits(3)
    scale = 10 + 2 * (try input.bits(2))
    let occurs = try Self.occurring(&input, alphabet)
    let symbols = occurs.indices.filter { occurs[$0] }
    try require(symbols.count >= 2 && symbols.count <= 1 << scale, "number of symbols")

    var steps = try input.bits(bitWidth(symbols.count))
    try require(steps <= symbols.count, "number of steps")
    var golomb = SlowGolomb(mean: 1 << fraction)
    let highest = 24 << fraction
    var prices: [Int] = []
    for symbol in 0..<alphabet {
      var price = Self.guess(guess, symbol, prices) ?? width << fraction
      price = min(max(price, 0), highest)
      if occurs[symbol], steps > 0 {
        steps -= 1
        let number = try golomb.next(&input)
        price += number % 2 == 0 ? number / 2 : -(number + 1) / 2
        try require((0...highest).contains(price), "price")
      }
      prices.append(price)
    }
    try input.skipPadding()
    scaleFrequencies(symbols, symbols.map { Self.weight(prices[$0], fraction) })
  }

  private static func occurring(_ input: inout SlowInput, _ alphabet: Int) throws -> [Bool] {
    if try input.nextBit() == 1 { return Array(repeating: true, count: alphabet) }
    var golombs = [SlowGolomb(mean: 0), SlowGolomb(mean: 0)]
    var occurs: [Bool] = []
    var run = 0
    while occurs.count < alphabet {
      let length = try golombs[run % 2].next(&input) + (run == 0 ? 0 : 1)
      try require(length <= alphabet - occurs.count, "run")
      occurs += Array(repeating: run % 2 == 1, count: length)
      run += 1
    }
    return occurs
  }

  /// nil for symbol 0.
  private static func guess(_ kind: Int, _ symbol: Int, _ prices: [Int]) -> Int? {
    if symbol == 0 { return nil }
    if kind == 0 || kind == 1 && symbol < 3 { return prices[symbol - 1] }
    if kind == 1 { return 2 * prices[symbol - 1] - prices[symbol - 2] }
    let highest = 1 << (bitWidth(symbol) - 1)
    if symbol == highest { return prices[highest / 2] }
    return prices[symbol - highest] + prices[highest] - prices[0]
  }

  private static func weight(_ price: Int, _ fraction: Int) -> Int {
    var weight = 1 << 31
    for place in 0..<fraction where price >> (fraction - 1 - place) & 1 == 1 {
      weight = (weight * roots[place]) >> 32
    }
    return weight >> (price >> fraction)
  }

  private mutating func scaleFrequencies(_ symbols: [Int], _ weights: [Int]) {
    let all = weights.reduce(0, +)
    var result = weights.map { max(1, $0 << scale / all) }
    let missing = 1 << scale - result.reduce(0, +)
    let parts = missing > 0 ? weights : result.map { $0 - 1 }
    let sum = parts.reduce(0, +)
    var before = 0
    var shared = 0
    for index in result.indices where missing != 0 {
      before += parts[index]
      let share = before * abs(missing) / sum - shared
      shared += share
      result[index] += missing > 0 ? share : -share
    }
    frequencies = Array(zip(symbols, result)).map { ($0, $1) }
  }
}

/// How many bits a number takes; 0 takes none.
func bitWidth(_ number: Int) -> Int {
  var width = 0
  while number >> width > 0 { width += 1 }
  return width
}

/// A Golomb code that follows the mean of the numbers that it has read.
private struct SlowGolomb {
  private var sum: Int
  private var count = 1

  init(mean: Int) { sum = mean }

  mutating func next(_ input: inout SlowInput) throws -> Int {
    var k = 0
    while count << k < sum { k += 1 }
    var zeros = 0
    while zeros < 16, try input.nextBit() == 0 { zeros += 1 }
    let number = zeros == 16 ? try input.bits(17) : zeros << k + (try input.bits(k))
    sum += number
    count += 1
    if count == 16 { (sum, count) = (sum / 2, count / 2) }
    return number
  }
}

/// The symbols of a payload, one after the other.
struct SlowRansStream {
  private let code: SlowRans
  private var payload: SlowInput
  private var states: [Int] = []
  private var count = 0

  /// - Parameter isEmpty: whether no symbol will be read.
  init(_ payload: SlowInput, _ code: SlowRans, items: Int, isEmpty: Bool = false) throws {
    self.payload = payload
    self.code = code
    if isEmpty || code.scale == 0 { return }
    for _ in 0..<(items < 65_536 ? 1 : 4) { states.append(Int(try self.payload.little(4))) }
    try require(states.allSatisfy { $0 >= 1 << 16 }, "state")
  }

  mutating func next() throws -> Int {
    if code.scale == 0 { return code.frequencies[0].symbol }
    let state = states[count % states.count]
    let value = state % (1 << code.scale)
    // The symbol whose numbers, as many as its frequency, have this one.
    var before = 0
    var index = 0
    while before + code.frequencies[index].frequency <= value {
      before += code.frequencies[index].frequency
      index += 1
    }
    let (symbol, frequency) = code.frequencies[index]
    var next = frequency * (state >> code.scale) + value - before
    if next < 1 << 16 { next = next << 16 + Int(try payload.little(2)) }
    states[count % states.count] = next
    count += 1
    return symbol
  }

  func finish() throws {
    try require(states.allSatisfy { $0 == 1 << 16 }, "last state")
    try payload.finish()
  }
}
