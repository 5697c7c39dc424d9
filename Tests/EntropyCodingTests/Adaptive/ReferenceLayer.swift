/// The adaptive decoders as README.md states them, every neighbour looked up by its coordinates.
struct ReferenceLayer {
  typealias Estimate = ReferenceBits.Estimate
  var columns: Int
  var height: Int
  var width: Int
  var rows: Int
  var period: Int?

  var taps: Int { height * width }
  var count: Int { columns * taps }

  /// - Returns: nil if the payload does not end as it should.
  func positions(_ bytes: [UInt8], density: Int) -> [Bool]? {
    var bits = ReferenceBits(bytes)
    let base = ReferenceBits.stretch(density)
    let first = Estimate(density, 1)
    let fresh = Estimate(density, 0)
    func odds(_ share: Int) -> Int { ReferenceBits.stretch(share) - base }
    func q(_ share: Int) -> Int { ReferenceBits.quantized(odds(share), 7, 7) }
    var kept: [[Int]] = []
    var columnEstimates = Array(repeating: first, count: count)
    var inputEstimates = Array(repeating: first, count: columns)
    for row in 0..<rows {
      var rowEstimate = first
      kept.append([])
      func at(_ row: Int, _ column: Int) -> Int {
        row >= 0 && column >= 0 && column < kept[row].count ? kept[row][column] : 0
      }
      for i in 0..<count {
        let (input, tap) = (i / taps, i % taps)
        func left(_ distance: Int) -> Int { at(row, i - distance) }
        func up(_ distance: Int) -> Int { at(row - 1, i + distance) }
        let (r, c) = (q(rowEstimate.share), q(columnEstimates[i].share))
        let bit: Int
        if let period {
          let far = period * taps
          let around = [i - taps, i + taps, i - far, i + far].reduce(0) {
            $0 + ((0..<count).contains($1) ? columnEstimates[$1].share : density)
          }
          let m = around >> 2
          let inputClass = q(inputEstimates[input].share)
          let corner =
            taps == 1
            ? [left(1), left(2)]
            : [tap % width > 0 ? left(1) : 0, tap >= width ? left(width) : 0]
          let ones = (1...max(8, tap)).prefix(taps > 1 ? tap : 8).reduce(0) { $0 + left($1) }
          bit = bits.bit(
            contexts: [
              [min(tap, 255)] + corner, [r, c],
              [
                left(taps), left(far), left(far - taps), left(far + taps), left(2 * far),
                left(2 * taps), up(0), c,
              ],
              [left(1), left(2), left(3), left(4), up(0), inputClass],
              [
                up(0), at(row - 2, i), up(-taps), up(taps), left(taps), left(2 * taps), left(far),
                up(far),
              ],
              [r, taps == 1 ? q(m) : inputClass, min(15, ones)],
            ], numbers: [odds(rowEstimate.share), odds(m)], from: fresh, base: base,
            set: [0, min(tap, 255)])
        } else {
          bit = bits.bit([r, c, up(0), left(1)], from: fresh)
        }
        kept[row].append(bit)
        rowEstimate.see(bit: bit)
        columnEstimates[i].see(bit: bit)
        inputEstimates[input].see(bit: bit)
      }
    }
    return bits.isAtEnd ? kept.flatMap { $0.map { $0 == 1 } } : nil
  }

  /// - Returns: nil if the payload does not end as it should.
  func codes(_ bytes: [UInt8], kept: [Bool], alphabet: Int, negatives: Int, mean: Int) -> [UInt16]?
  {
    var bits = ReferenceBits(bytes)
    let fresh = Estimate(1 << 15, 0)
    let (most, half) = (max(negatives, alphabet - negatives), Estimate(1 << 15, 1))
    var depth = 0
    while 1 << depth < most { depth += 1 }
    var all = Estimate(mean, 64)
    var inputMeans = Array(repeating: Estimate(mean, 1), count: columns)
    var columnSigns = Array(repeating: half, count: count)
    var values = Array(repeating: Array(repeating: 0, count: count), count: rows)
    var codes: [UInt16] = []
    let total = kept.count { $0 }
    func isKept(_ row: Int, _ i: Int) -> Int {
      row >= 0 && row < rows && i >= 0 && i < count && kept[row * count + i] ? 1 : 0
    }
    func y(_ part: Int, _ whole: Int) -> Int {
      ReferenceBits.stretch(16 * min(4095, 4096 * part / whole))
    }
    func h(_ part: Int, _ whole: Int) -> Int {
      ReferenceBits.quantized(y(part, whole) - y(total, rows * count), 6, 3)
    }
    func share(_ magnitude: Int) -> Int { ((2 * magnitude + 1) << 21) >> depth }
    func stretch(_ estimate: Estimate) -> Int { ReferenceBits.stretch(estimate.share) }
    for row in 0..<rows {
      var rowMean = Estimate(mean, 1)
      var rowSign = half
      var lastValues = [0, 0]
      for i in 0..<count where kept[row * count + i] {
        let (input, tap) = (i / taps, i % taps)
        func value(_ distance: Int) -> Int { i >= distance ? values[row][i - distance] : 0 }
        let far = (period ?? 2) * taps
        let around = [
          tap % width > 0 ? value(1) : 0, tap >= width ? value(width) : 0, value(taps), value(far),
          row > 0 ? values[row - 1][i] : 0,
        ]
        let s = around.map { $0.signum() }
        var sign = negatives == 0 ? 1 : 0
        if negatives > 0, negatives < alphabet {
          func scaled(_ sum: Int) -> Int { ReferenceBits.clamp(sum >> depth, 2047) }
          sign =
            period == nil
            ? bits.bit([-1], from: fresh)
            : bits.bit(
              contexts: [[min(tap, 255), s[0], s[1]], [s[2], s[3], s[4]]],
              numbers: [
                256, stretch(rowSign), stretch(columnSigns[i]),
                scaled(256 * (around[0] + around[1])), scaled(128 * (around[2] + around[3])),
                scaled(128 * around[4]),
              ], from: fresh, base: 0, set: [1, min(tap, 255)])
        }
        let others = around.filter { $0 != 0 }
        let e =
          (all.share + others.reduce(0) { $0 + share(abs($1) - 1) >> 6 }) / (1 + others.count)
        func o(_ value: Int) -> Int { min(7, (8 * abs(value)) >> depth) }
        let kernel = (input * taps..<(input + 1) * taps).reduce(0) { $0 + isKept(row, $1) }
        let ring = [taps, -taps, far, -far, far - taps, taps - far, far + taps, -far - taps]
        var near = ring.reduce(0) { $0 + isKept(row, i + $1) }
        near += isKept(row - 1, i) + isKept(row + 1, i) + (taps > 1 ? kernel - 1 : 0)
        let rowKept = (0..<count).reduce(0) { $0 + isKept(row, $1) }
        let columnKept = (0..<rows).reduce(0) { $0 + isKept($1, i) }

        let limit = sign == 1 ? alphabet - negatives : negatives
        var (magnitude, node) = (0, 1)
        for level in 0..<depth {
          let weight = 1 << (depth - 1 - level)
          var bit = 0
          if magnitude + weight < limit {
            let lines = stretch(rowMean) - stretch(all)
            if level >= 8 {
              bit = bits.bit([-2, sign, node], from: fresh)
            } else if period == nil {
              bit = bits.bit([ReferenceBits.quantized(lines, 6, 7), sign, node], from: fresh)
            } else {
              let both = lines + stretch(inputMeans[input]) - stretch(all)
              let neighbours = ReferenceBits.stretch(e) - stretch(all)
              bit = bits.bit(
                contexts: [
                  [node, sign], [node], [node, ReferenceBits.quantized(neighbours, 6, 7)],
                  [node, o(lastValues[0]), o(lastValues[1])],
                  [node, ReferenceBits.quantized(both, 5, 15)], [node, min(31, near)],
                  [node, h(rowKept, count), h(columnKept, rows)],
                ], numbers: [256], from: fresh, base: 0, set: [2, level])
            }
          }
          magnitude += bit * weight
          node = 2 * node + bit
        }
        for number in [share(magnitude)] {
          all.see(number)
          rowMean.see(number)
          inputMeans[input].see(number)
        }
        rowSign.see(bit: sign)
        columnSigns[i].see(bit: sign)
        values[row][i] = sign == 1 ? magnitude + 1 : -magnitude - 1
        lastValues = [values[row][i], lastValues[0]]
        codes.append(UInt16(sign == 1 ? negatives + magnitude : negatives - 1 - magnitude))
      }
    }
    return bits.isAtEnd ? codes : nil
  }
}
