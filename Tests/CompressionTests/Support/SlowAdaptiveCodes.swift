/// Section *Codes* of the chapter on adaptive coders.
struct SlowAdaptiveCodes {
  private let isMixed: Bool
  /// Codes of negative values, and how many codes each sign has.
  private let negative: Int
  private let limits: [Int]
  private let mean: Int
  private var period = 0
  /// Bits of a magnitude.
  private let D: Int

  init(_ input: inout SlowInput, alphabet: Int, _ shape: SlowShape) throws {
    let model = try input.byte()
    try require(model <= 1, "model")
    isMixed = model == 1
    negative = try input.varint()
    try require(negative <= alphabet, "negative codes")
    mean = try input.share()
    if isMixed { period = try input.period(shape) }
    limits = [negative, alphabet - negative]
    D = bitWidth(max(negative, alphabet - negative) - 1)
  }

  /// The codes of the weights that are kept.
  func decode(_ payload: SlowInput, _ kept: [Bool], _ shape: SlowShape) throws -> [Int] {
    let bits = SlowBits(payload)
    let rows = (0..<shape.rows).map { Array(kept[$0 * shape.row..<($0 + 1) * shape.row]) }
    let values = isMixed ? mixed(bits, rows, shape) : contexts(bits, rows)
    try bits.finish()
    return values.map { $0 > 0 ? negative + $0 - 1 : negative + $0 }
  }

  /// A magnitude, plus 1 and with its sign; `bit` reads one at a level and a node.
  private func value(sign: Int, _ bit: (Int, Int) -> Int) -> Int {
    var magnitude = 0
    var node = 1
    for level in 0..<D {
      let one = 1 << (D - 1 - level)
      let next = magnitude + one < limits[sign] ? bit(level, node) : 0
      magnitude += next * one
      node = 2 * node + next
    }
    return sign == 1 ? magnitude + 1 : -magnitude - 1
  }

  /// nil if there is a choice.
  private var onlySign: Int? { negative == 0 ? 1 : limits[1] == 0 ? 0 : nil }

  /// A value as estimates see it.
  private func seen(_ value: Int) -> Int { ((2 * abs(value) - 1) << 21) >> D }

  private func contexts(_ bits: SlowBits, _ rows: [[Bool]]) -> [Int] {
    let signs = SlowEstimate(32_768, 0)
    let (own, deep) = (SlowContexts(), SlowContexts())
    let G = SlowEstimate(mean, 64)
    var values: [Int] = []
    for row in rows {
      let R = SlowEstimate(mean, 1)
      for _ in row.filter({ $0 }) {
        let size = classOf(stretch(R) - stretch(G), 6, 7)
        let sign = onlySign ?? bits.bit(by: signs)
        let value = value(sign: sign) { level, node in
          bits.bit(by: level < 8 ? own[size, sign, node] : deep[sign, node])
        }
        R.see(seen(value))
        G.see(seen(value))
        values.append(value)
      }
    }
    return values
  }

  private func mixed(_ bits: SlowBits, _ kept: [[Bool]], _ shape: SlowShape) -> [Int] {
    let (T, N) = (shape.taps, shape.row)
    let F = period * T
    let field = SlowKept(kept, taps: T, period: F)
    let signContexts = [SlowContexts(), SlowContexts()]
    let signWeights = (0..<min(T, 256)).map { _ in SlowWeights() }
    let contexts = (0..<7).map { _ in SlowContexts() }
    let weights = (0..<8).map { _ in SlowWeights() }
    let deep = SlowContexts()
    let G = SlowEstimate(mean, 64)
    let inputs = (0..<shape.columns).map { _ in SlowEstimate(mean, 1) }
    let signsOfPlaces = (0..<N).map { _ in SlowEstimate(32_768, 1) }
    var rows = [[Int]](repeating: Array(repeating: 0, count: N), count: shape.rows)
    for r in 0..<shape.rows {
      let (R, S) = (SlowEstimate(mean, 1), SlowEstimate(32_768, 1))
      var recent = [0, 0]
      for i in 0..<N where kept[r][i] {
        let (I, t) = (inputs[i / T], i % T)
        let l = t % shape.width > 0 ? rows[r][i - 1] : 0
        let u = t >= shape.width ? rows[r][i - shape.width] : 0
        let n = i >= T ? rows[r][i - T] : 0
        let f = i >= F ? rows[r][i - F] : 0
        let a = r > 0 ? rows[r - 1][i] : 0

        func readSign() -> Int {
          let used = [
            signContexts[0][min(t, 255), l.signum(), u.signum()],
            signContexts[1][n.signum(), f.signum(), a.signum()],
          ]
          let opinions =
            used.map { stretch($0) } + [256, stretch(S), stretch(signsOfPlaces[i])]
            + [256 * (l + u), 128 * (n + f), 128 * a].map { clamp($0 >> D, 2_047) }
          let bit = bits.bit(opinions, signWeights[min(t, 255)])
          for estimate in used { estimate.see(bit: bit) }
          return bit
        }
        let sign = onlySign ?? readSign()

        let around = [l, u, n, f, a].filter { $0 != 0 }.map { seen($0) >> 6 } + [G.share]
        let E = around.reduce(0, +) / around.count
        let level = stretch(G)
        let own: [[Int]] = [
          [sign], [],
          [classOf(stretch(E) - level, 6, 7)],
          recent.map { min(7, (8 * abs($0)) >> D) },
          [classOf(stretch(R) + stretch(I) - 2 * level, 5, 15)],
          [field.around(r, i)],
          [field.classOfRow(r), field.classOfPlace(i)],
        ]
        let value = value(sign: sign) { level, node in
          if level >= 8 { return bits.bit(by: deep[sign, node]) }
          let used = zip(contexts, own).map { $0[[node] + $1] }
          let bit = bits.bit(used.map { stretch($0) } + [256], weights[level])
          for estimate in used { estimate.see(bit: bit) }
          return bit
        }
        for estimate in [G, R, I] { estimate.see(seen(value)) }
        for estimate in [S, signsOfPlaces[i]] { estimate.see(bit: sign) }
        rows[r][i] = value
        recent = [value, recent[0]]
      }
    }
    return rows.indices.flatMap { r in kept[r].indices.filter { kept[r][$0] }.map { rows[r][$0] } }
  }
}

/// What codes are told of the weights that are kept.
private struct SlowKept {
  private let kept: [[Bool]]
  private let taps: Int
  private let period: Int
  private let ofRows: [Int]
  private let ofPlaces: [Int]

  /// - Parameter period: in weights.
  init(_ kept: [[Bool]], taps: Int, period: Int) {
    self.kept = kept
    self.taps = taps
    self.period = period
    ofRows = kept.map { row in row.filter { $0 }.count }
    ofPlaces = kept[0].indices.map { place in kept.filter { $0[place] }.count }
  }

  private func isKept(_ row: Int, _ i: Int) -> Bool {
    kept.indices.contains(row) && kept[row].indices.contains(i) && kept[row][i]
  }

  func around(_ row: Int, _ i: Int) -> Int {
    var near = [isKept(row - 1, i), isKept(row + 1, i)]
    for distance in [taps, period, period - taps, period + taps] {
      near += [isKept(row, i - distance), isKept(row, i + distance)]
    }
    let first = i / taps * taps
    for other in first..<first + taps where other != i { near.append(isKept(row, other)) }
    return min(31, near.filter { $0 }.count)
  }

  private func y(_ part: Int, _ whole: Int) -> Int {
    stretch(16 * min(4_095, 4_096 * part / whole))
  }

  private func h(_ part: Int, _ whole: Int) -> Int {
    classOf(y(part, whole) - y(ofRows.reduce(0, +), kept.count * kept[0].count), 6, 3)
  }

  func classOfRow(_ row: Int) -> Int { h(ofRows[row], kept[0].count) }
  func classOfPlace(_ i: Int) -> Int { h(ofPlaces[i], kept.count) }
}
