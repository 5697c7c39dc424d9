/// The fast model of codes: the context of a magnitude's bits is how large magnitudes were in the row
/// so far, compared with all.
struct CodeContexts {
  /// How codes are taken apart.
  let tree: MagnitudeTree
  /// The mean magnitude, in 65,536ths of the range of magnitudes.
  let mean: UInt16
  /// Weights of a row.
  let rowCount: Int

  /// Codes some rows.
  ///
  /// - Parameters:
  ///   - codes: one for each kept weight.
  ///   - kept: which weights are kept; nil if all are.
  ///   - rows: rows.
  ///   - coder: writes or reads.
  /// - Returns: false as soon as the coder has read beyond its end.
  func run(
    _ codes: UnsafeMutableBufferPointer<UInt16>, kept: UnsafeBufferPointer<UInt64>?, rows: Int,
    _ coder: inout some BinaryCoder
  ) -> Bool {
    var memory = ScratchMemory()
    defer { memory.free() }
    let state = State(self, &memory)
    var next = 0
    for row in 0..<rows {
      let count = population(kept, from: row * rowCount, count: rowCount)
      guard count <= codes.count - next else { return false }
      state.codeRow(codes, next..<next + count, &coder)
      next += count
      if coder.isOverrun { return false }
    }
    return true
  }

  private struct State {
    private let tree: MagnitudeTree
    private let firstMean: Estimate
    private let sign: UnsafeMutablePointer<Estimate>
    private let all: UnsafeMutablePointer<Estimate>
    private let contexts: UnsafeMutablePointer<Estimate>
    private let deep: UnsafeMutablePointer<Estimate>
    private let tables = AdaptiveTables.shared
    /// Nodes of a context, so that small alphabets stay together in the cache.
    private let stride: Int

    init(_ model: CodeContexts, _ memory: inout ScratchMemory) {
      tree = model.tree
      firstMean = Estimate(mean: model.mean, count: 1)
      let fresh = Estimate(mean: 1 << 15, count: 0)
      sign = memory.block(1, of: fresh)
      all = memory.block(1, of: Estimate(mean: model.mean, count: 64))
      stride = min(MagnitudeTree.contextNodes, 1 << tree.depth)
      contexts = memory.block(15 * 2 * stride, of: fresh)
      deep = memory.block(tree.nodes, of: fresh)
    }

    @inline(__always)
    func codeRow(
      _ codes: UnsafeMutableBufferPointer<UInt16>, _ range: Range<Int>,
      _ coder: inout some BinaryCoder
    ) {
      var coderCopy = coder
      let rates = tables.rates
      let stretch = tables.stretch
      var row = firstMean
      var everything = all.pointee
      for place in range {
        let code = Int(codes[place])
        var sign = tree.sign(code)
        if tree.hasSign {
          sign = coderCopy.code(sign, clamped(self.sign.pointee))
          self.sign.pointee.see(sign, rates)
        } else {
          sign = tree.negatives == 0 ? 1 : 0
        }
        let odds = stretch[row.index] &- stretch[everything.index]
        let class_ = AdaptiveTables.quantized(odds, shift: 6, most: 7)
        let shallow = contexts + (class_ &<< 1 | sign) &* stride
        let below = deep + sign &<< tree.depth
        let magnitude = tree.walk(tree.magnitude(code), limit: tree.limit(sign)) {
          bit, node, level in
          let estimate = (level < 8 ? shallow : below) + node
          let read = coderCopy.code(bit, clamped(estimate.pointee))
          estimate.pointee.see(read, rates)
          return read
        }
        codes[place] = tree.code(sign: sign, magnitude: magnitude)
        row.move(toward: tree.share(magnitude), rates)
        everything.move(toward: tree.share(magnitude), rates)
      }
      all.pointee = everything
      coder = coderCopy
    }

    @inline(__always)
    private func clamped(_ estimate: Estimate) -> Int { max(32, min(65504, estimate.mean)) }
  }
}

/// How many of some weights are kept.
///
/// - Parameters:
///   - kept: a bit for each weight; nil if all are kept.
///   - start: the first weight.
///   - count: weights.
func population(_ kept: UnsafeBufferPointer<UInt64>?, from start: Int, count: Int) -> Int {
  guard let kept, count > 0 else { return count }
  let last = start + count - 1
  let head = UInt64.max << UInt64(start & 63)
  let tail = UInt64.max >> UInt64(63 - last & 63)
  if start >> 6 == last >> 6 { return (kept[start >> 6] & head & tail).nonzeroBitCount }
  var sum = (kept[start >> 6] & head).nonzeroBitCount + (kept[last >> 6] & tail).nonzeroBitCount
  for index in start >> 6 + 1..<last >> 6 { sum += kept[index].nonzeroBitCount }
  return sum
}
