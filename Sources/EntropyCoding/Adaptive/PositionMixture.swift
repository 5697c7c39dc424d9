/// The small model of positions: six contexts, the density of the row and of neighbouring columns are
/// mixed for each bit.
struct PositionMixture {
  /// The layer's density in 65,536ths.
  let density: UInt16
  /// How many columns away similar columns lie, at least 2: the width of an image, of a map.
  let period: Int
  /// The whole layer.
  let geometry: LayerGeometry

  /// Codes some rows.
  ///
  /// - Parameters:
  ///   - words: a bit for each weight; all 0 if they are read.
  ///   - rows: rows.
  ///   - coder: writes or reads.
  /// - Returns: false as soon as the coder has read beyond its end.
  func run(
    _ words: UnsafeMutablePointer<UInt64>, rows: Int, _ coder: inout some BinaryCoder
  ) -> Bool {
    var memory = ScratchMemory()
    let state = PositionMixtureState(self, &memory)
    defer { memory.free() }
    for row in 0..<rows {
      state.codeRow(words, row: row, &coder)
      if coder.isOverrun { return false }
    }
    return true
  }
}

/// What the model has learned. All pointers belong to the memory that it was created with.
private struct PositionMixtureState {
  private let kernel: Int
  private let kernelWidth: Int
  private let rowCount: Int
  private let far: Int
  private let first: Estimate
  private let density: Int
  private let mixer: Mixer
  private let weights: UnsafeMutablePointer<Int>
  private let tables = AdaptiveTables.shared
  /// An estimate for each weight of a row, and `far` others on both sides that never learn.
  private let columns: UnsafeMutablePointer<Estimate>
  /// An estimate for each input of a row.
  private let inputs: UnsafeMutablePointer<Estimate>
  /// The contexts, one table for each opinion.
  private let contexts: [UnsafeMutablePointer<Estimate>]
  /// Rows of bits, taken in turn, with zeros on both sides.
  private let lines: [UnsafeMutablePointer<UInt8>]

  init(_ model: PositionMixture, _ memory: inout ScratchMemory) {
    let geometry = model.geometry
    kernel = geometry.kernelHeight * geometry.kernelWidth
    kernelWidth = geometry.kernelWidth
    rowCount = geometry.rowCount
    far = model.period * kernel
    density = Int(model.density)
    first = Estimate(mean: model.density, count: 1)
    var mixer = Mixer(&memory)
    mixer.base = tables.stretch[density >> 4]
    self.mixer = mixer
    weights = Mixer.weights(sets: min(kernel, 256), &memory)
    columns = memory.block(rowCount + 2 * far, of: first) + far
    inputs = memory.block(geometry.columns, of: first)
    let fresh = Estimate(mean: model.density, count: 0)
    let sizes = [4 * min(kernel, 256), 1 << 8, 1 << 11, 1 << 9, 1 << 8, 1 << 12]
    contexts = sizes.map { memory.block($0, of: fresh) }
    let margin = 2 * far + 16
    let lineCount = rowCount + 2 * margin
    lines = (0..<3).map { _ in memory.block(lineCount, of: UInt8(0)) + margin }
  }

  @inline(__always)
  private func odds(_ mean: Int) -> Int { tables.stretch[mean &>> 4] &- mixer.base }

  @inline(__always)
  private func class_(_ odds: Int) -> Int {
    AdaptiveTables.quantized(odds, shift: 7, most: 7)
  }

  func codeRow(
    _ words: UnsafeMutablePointer<UInt64>, row: Int, _ coder: inout some BinaryCoder
  ) {
    let (line, up, higher) = (lines[row % 3], lines[(row + 2) % 3], lines[(row + 1) % 3])
    let (near, far, rates) = (kernel, self.far, tables.rates)
    let (edges, crossing, around, before, beyond, dense) = (
      contexts[0], contexts[1], contexts[2], contexts[3], contexts[4], contexts[5]
    )
    var rowEstimate = first
    var input = 0
    /// The place in the kernel, and where it lies in its row.
    var (tap, tapX) = (0, 0)
    /// Kept weights of the kernel so far; without kernels, of the last eight.
    var keptNear = 0
    // What was here belongs to a row before, and zeros are to follow the bits so far.
    line.update(repeating: 0, count: rowCount)
    for column in 0..<rowCount {
      let here = line + column
      let above = up + column
      let estimate = columns + column
      let rowOdds = odds(rowEstimate.mean)
      let columnClass = class_(odds(estimate.pointee.mean))
      let inputClass = class_(odds(inputs[input].mean))
      let neighbours =
        (estimate[-near].mean &+ estimate[near].mean &+ estimate[-far].mean &+ estimate[far].mean)
        &>> 2
      let neighbourOdds = odds(neighbours)
      let rowClass = class_(rowOdds)

      let corner =
        kernel == 1
        ? bit(here, -1) | bit(here, -2) &<< 1
        : (tapX > 0 ? bit(here, -1) : 0) | (tap >= kernelWidth ? bit(here, -kernelWidth) &<< 1 : 0)
      let last = bit(here, -1) | bit(here, -2) &<< 1 | bit(here, -3) &<< 2 | bit(here, -4) &<< 3
      let ring =
        bit(here, -near) | bit(here, -far) &<< 1 | bit(here, near &- far) &<< 2
        | bit(here, -near &- far) &<< 3 | bit(here, -2 &* far) &<< 4
        | bit(here, -2 &* near) &<< 5 | bit(above, 0) &<< 6
      let cross =
        bit(above, 0) | bit(higher + column, 0) &<< 1 | bit(above, -near) &<< 2
        | bit(above, near) &<< 3 | bit(here, -near) &<< 4 | bit(here, -2 &* near) &<< 5
        | bit(here, -far) &<< 6 | bit(above, far) &<< 7
      let side = kernel == 1 ? class_(neighbourOdds) : inputClass
      let set = min(tap, 255)

      let opinions = mixer.estimates
      opinions[0] = edges + (set &<< 2 | corner)
      opinions[1] = crossing + (rowClass &<< 4 | columnClass)
      opinions[2] = around + (ring &<< 4 | columnClass)
      opinions[3] = before + ((last &<< 1 | bit(above, 0)) &<< 4 | inputClass)
      opinions[4] = beyond + cross
      opinions[5] = dense + ((rowClass &<< 4 | side) &<< 4 | min(15, keptNear))
      mixer.inputs[6] = rowOdds
      mixer.inputs[7] = neighbourOdds

      let place = row &* rowCount &+ column
      let shift = UInt64(place & 63)
      let bit = mixer.code(
        Int(truncatingIfNeeded: words[place &>> 6] &>> shift) & 1, estimates: 6,
        weights: weights + set &* Mixer.width, &coder)
      words[place &>> 6] |= UInt64(truncatingIfNeeded: bit) &<< shift
      here.pointee = UInt8(truncatingIfNeeded: bit)
      rowEstimate.see(bit, rates)
      estimate.pointee.see(bit, rates)
      inputs[input].see(bit, rates)

      keptNear &+= bit &- (kernel == 1 ? self.bit(here, -8) : 0)
      tap &+= 1
      tapX = tapX &+ 1 == kernelWidth ? 0 : tapX &+ 1
      if tap == kernel {
        (tap, tapX) = (0, 0)
        input &+= 1
        if kernel > 1 { keptNear = 0 }
      }
    }
  }

  @inline(__always)
  private func bit(_ place: UnsafeMutablePointer<UInt8>, _ offset: Int) -> Int {
    Int(place[offset])
  }
}
