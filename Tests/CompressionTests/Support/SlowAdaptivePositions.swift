/// Section *Positions* of the chapter on adaptive coders.
struct SlowAdaptivePositions {
  private let model: Int
  private var density = 0
  private var period = 0

  init(_ input: inout SlowInput, _ shape: SlowShape) throws {
    model = Int(try input.byte())
    try require(model <= 3, "model")
    if model >= 2 { density = try input.share() }
    if model == 3 { period = try input.period(shape) }
  }

  private var base: Int { stretch(density) }

  func decode(_ payload: SlowInput, _ shape: SlowShape) throws -> [Bool] {
    if model < 2 {
      try payload.finish()
      return Array(repeating: model == 1, count: shape.count)
    }
    let bits = SlowBits(payload)
    let kept = model == 2 ? contexts(bits, shape) : mixed(bits, shape)
    try bits.finish()
    return kept.flatMap { $0.map { $0 == 1 } }
  }

  private func estimates(_ count: Int) -> [SlowEstimate] {
    (0..<count).map { _ in SlowEstimate(density, 1) }
  }

  private func odds(_ share: Int) -> Int { stretch(share) - base }
  private func q(_ share: Int) -> Int { classOf(odds(share), 7, 7) }

  /// Rows of bits.
  private func contexts(_ bits: SlowBits, _ shape: SlowShape) -> [[Int]] {
    let own = SlowContexts(density)
    let places = estimates(shape.row)
    var rows: [[Int]] = []
    for _ in 0..<shape.rows {
      let rowEstimate = SlowEstimate(density, 1)
      var row: [Int] = []
      for i in 0..<shape.row {
        let bit = bits.bit(
          by: own[q(rowEstimate.share), q(places[i].share), rows.last?[i] ?? 0, row.last ?? 0])
        rowEstimate.see(bit: bit)
        places[i].see(bit: bit)
        row.append(bit)
      }
      rows.append(row)
    }
    return rows
  }

  private func mixed(_ bits: SlowBits, _ shape: SlowShape) -> [[Int]] {
    let T = shape.taps
    let F = period * T
    let contexts = (0..<6).map { _ in SlowContexts(density) }
    let weights = (0..<min(T, 256)).map { _ in SlowWeights() }
    let places = estimates(shape.row)
    let inputs = estimates(shape.columns)
    var rows: [[Int]] = []
    for _ in 0..<shape.rows {
      let rowEstimate = SlowEstimate(density, 1)
      var row: [Int] = []
      for i in 0..<shape.row {
        let (input, t) = (i / T, i % T)
        /// The bit that is `d` to the left.
        func L(_ d: Int) -> Int { d <= i ? row[i - d] : 0 }
        func above(_ up: Int, _ i: Int) -> Int {
          rows.count >= up && (0..<shape.row).contains(i) ? rows[rows.count - up][i] : 0
        }
        func U(_ d: Int) -> Int { above(1, i + d) }
        func C(_ i: Int) -> Int { places.indices.contains(i) ? places[i].share : density }
        let M = (C(i - T) + C(i + T) + C(i - F) + C(i + F)) >> 2
        let k = T > 1 ? min(15, row.suffix(t).reduce(0, +)) : row.suffix(8).reduce(0, +)
        let left = T == 1 || t % shape.width > 0 ? L(1) : 0
        let up = T == 1 ? L(2) : t >= shape.width ? L(shape.width) : 0
        let (qR, qC, qI) = (q(rowEstimate.share), q(places[i].share), q(inputs[input].share))
        let used = [
          contexts[0][min(t, 255), left, up],
          contexts[1][qR, qC],
          contexts[2][L(T), L(F), L(F - T), L(F + T), L(2 * F), L(2 * T), U(0), qC],
          contexts[3][L(1), L(2), L(3), L(4), U(0), qI],
          contexts[4][U(0), above(2, i), U(-T), U(T), L(T), L(2 * T), L(F), U(F)],
          contexts[5][qR, T == 1 ? q(M) : qI, k],
        ]
        let opinions = used.map { odds($0.share) } + [odds(rowEstimate.share), odds(M)]
        let bit = bits.bit(opinions, base: base, weights[min(t, 255)])
        for estimate in used + [rowEstimate, places[i], inputs[input]] { estimate.see(bit: bit) }
        row.append(bit)
      }
      rows.append(row)
    }
    return rows
  }
}

extension SlowInput {
  mutating func share() throws -> Int {
    let share = Int(try little(2))
    try require((64...65_472).contains(share), "share")
    return share
  }

  mutating func period(_ shape: SlowShape) throws -> Int {
    let period = try varint()
    try require(period >= 2 && period <= max(2, shape.columns), "period")
    return period
  }
}
