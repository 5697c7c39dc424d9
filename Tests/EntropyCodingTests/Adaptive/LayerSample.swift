import EntropyCoding

/// Small layers of every kind for tests of coders.
struct LayerSample {
  var geometry: LayerGeometry
  var kept: KeptBits
  var codes: [UInt16]
  var alphabet: Int
  var negatives: Int

  var chunk: LayerChunk { LayerChunk(kept: kept, codes: codes) }

  /// A layer whose rows and columns are unlike each other.
  init(
    _ geometry: LayerGeometry, alphabet: Int, negatives: Int, density: UInt64, seed: UInt64
  ) {
    var numbers = TestNumbers(seed)
    self.geometry = geometry
    self.alphabet = alphabet
    self.negatives = negatives
    kept = KeptBits(count: geometry.count)
    codes = []
    var last = 0
    for index in 0..<geometry.count {
      let (row, column) = (index / geometry.rowCount, index % geometry.rowCount)
      let share = density * UInt64((row % 3 + 1) * (column % 5 + 1)) / 5
      guard numbers.below(100) < share else { continue }
      kept[index] = true
      let other = Int(numbers.below(UInt64(alphabet)))
      last = numbers.below(3) == 0 ? other : (last + other % 3) % alphabet
      codes.append(UInt16(last))
    }
  }

  /// Kernels of 1×1 to 11×11, alphabets of 1 to 65,536, densities of nothing to all.
  static let all: [LayerSample] = [
    LayerSample(.init(rows: 1, columns: 1), alphabet: 1, negatives: 0, density: 100, seed: 1),
    LayerSample(.init(rows: 3, columns: 7), alphabet: 2, negatives: 1, density: 0, seed: 2),
    LayerSample(.init(rows: 5, columns: 13), alphabet: 2, negatives: 2, density: 1000, seed: 3),
    LayerSample(.init(rows: 9, columns: 40), alphabet: 32, negatives: 14, density: 20, seed: 4),
    LayerSample(.init(rows: 30, columns: 64), alphabet: 255, negatives: 131, density: 8, seed: 5),
    LayerSample(
      .init(rows: 6, columns: 3, kernelHeight: 3, kernelWidth: 3), alphabet: 16, negatives: 0,
      density: 30, seed: 6),
    LayerSample(
      .init(rows: 4, columns: 5, kernelHeight: 1, kernelWidth: 7), alphabet: 5, negatives: 2,
      density: 1000, seed: 7),
    LayerSample(
      .init(rows: 3, columns: 2, kernelHeight: 11, kernelWidth: 11), alphabet: 65536,
      negatives: 40000, density: 40, seed: 8),
    LayerSample(
      .init(rows: 2, columns: 1, kernelHeight: 17, kernelWidth: 18), alphabet: 700,
      negatives: 699, density: 25, seed: 9),
    LayerSample(.init(rows: 70, columns: 1), alphabet: 3, negatives: 1, density: 30, seed: 10),
  ]
}

/// Bytes as hexadecimal digits, as goldens show them.
func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
