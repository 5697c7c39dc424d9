/// The bits of codes, mixed: a sign from the signs around it, a magnitude from those around it.
struct CodeBitMixture {
  private let tree: MagnitudeTree
  private let mixer: Mixer
  private let tables = AdaptiveTables.shared
  private let signWeights: UnsafeMutablePointer<Int>
  private let bitWeights: UnsafeMutablePointer<Int>
  private let kernelSigns: UnsafeMutablePointer<Estimate>
  private let otherSigns: UnsafeMutablePointer<Estimate>
  private let columnSigns: UnsafeMutablePointer<Estimate>
  private let inputMeans: UnsafeMutablePointer<Estimate>
  /// The contexts of magnitudes: sign, none, neighbours, the last two, row and input, kept ones
  /// around, populations.
  private let contexts: [UnsafeMutablePointer<Estimate>]
  private let deep: UnsafeMutablePointer<Estimate>
  private let firstMean: Estimate
  private let firstSign = Estimate(mean: 1 << 15, count: 1)
  private var mean: Estimate
  private var rowMean: Estimate
  private var rowSign: Estimate
  private var beforeLast = 0
  /// The value that was coded last: its magnitude plus 1 with its sign; 0 in a new row.
  private(set) var lastValue = 0

  init(_ model: CodeMixture, _ memory: inout ScratchMemory) {
    tree = model.tree
    mixer = Mixer(&memory)
    let kernel = min(256, model.geometry.kernelHeight * model.geometry.kernelWidth)
    signWeights = Mixer.weights(sets: kernel, &memory)
    bitWeights = Mixer.weights(sets: 8, &memory)
    let fresh = Estimate(mean: 1 << 15, count: 0)
    kernelSigns = memory.block(kernel * 9, of: fresh)
    otherSigns = memory.block(27, of: fresh)
    firstMean = Estimate(mean: model.mean, count: 1)
    columnSigns = memory.block(model.geometry.rowCount, of: firstSign)
    inputMeans = memory.block(model.geometry.columns, of: firstMean)
    contexts = [2, 1, 15, 64, 31, 32, 49].map {
      memory.block($0 * MagnitudeTree.contextNodes, of: fresh)
    }
    deep = memory.block(tree.nodes, of: fresh)
    mean = Estimate(mean: model.mean, count: 64)
    rowMean = firstMean
    rowSign = firstSign
  }

  /// Goes to a new row.
  mutating func enterRow() {
    rowMean = firstMean
    rowSign = firstSign
    (lastValue, beforeLast) = (0, 0)
  }

  /// Codes one code and learns from it.
  ///
  /// - Parameters:
  ///   - code: the code, if it is written.
  ///   - around: what lies around the weight.
  ///   - column: its column: its input and its place in the kernel.
  ///   - coder: writes or reads.
  /// - Returns: the code.
  mutating func code(
    _ code: UInt16, _ around: CodeNeighbours, column: Int, _ coder: inout some BinaryCoder
  ) -> UInt16 {
    let rates = tables.rates
    let sign = codeSign(tree.sign(Int(code)), around, column: column, &coder)
    let magnitude = codeMagnitude(tree.magnitude(Int(code)), sign: sign, around, &coder)
    let share = tree.share(magnitude)
    mean.move(toward: share, rates)
    rowMean.move(toward: share, rates)
    inputMeans[around.input].move(toward: share, rates)
    rowSign.see(sign, rates)
    columnSigns[column].see(sign, rates)
    beforeLast = lastValue
    lastValue = sign == 1 ? magnitude &+ 1 : -magnitude &- 1
    return tree.code(sign: sign, magnitude: magnitude)
  }

  @inline(__always)
  private mutating func codeSign(
    _ sign: Int, _ around: CodeNeighbours, column: Int, _ coder: inout some BinaryCoder
  ) -> Int {
    guard tree.hasSign else { return tree.negatives == 0 ? 1 : 0 }
    let tap = min(255, around.tap)
    let inKernel: Int = 3 &* around.left.signum() &+ around.up.signum() &+ 4
    let outside: Int = 9 &* around.near.signum() &+ 3 &* around.far.signum()
    mixer.estimates[0] = kernelSigns + (tap &* 9 &+ inKernel)
    mixer.estimates[1] = otherSigns + (outside &+ around.above.signum() &+ 13)
    mixer.inputs[2] = 256
    mixer.inputs[3] = tables.stretch[rowSign.index]
    mixer.inputs[4] = tables.stretch[columnSigns[column].index]
    mixer.inputs[5] = scaled((around.left &+ around.up) &<< 8)
    mixer.inputs[6] = scaled((around.near &+ around.far) &<< 7)
    mixer.inputs[7] = scaled(around.above &<< 7)
    return mixer.code(
      sign, estimates: 2, weights: signWeights + tap &* Mixer.width, &coder)
  }

  /// A sum of values compared with the largest magnitude, as log-odds.
  @inline(__always)
  private func scaled(_ sum: Int) -> Int {
    max(-AdaptiveTables.extreme, min(AdaptiveTables.extreme, sum &>> tree.depth))
  }

  @inline(__always)
  private func codeMagnitude(
    _ magnitude: Int, sign: Int, _ around: CodeNeighbours, _ coder: inout some BinaryCoder
  ) -> Int {
    let nodes = MagnitudeTree.contextNodes
    let odds = tables.stretch[mean.index]
    let rowOdds = tables.stretch[rowMean.index] &- odds
    let inputOdds = tables.stretch[inputMeans[around.input].index] &- odds
    let neighbourOdds = tables.stretch[meanAround(around) &>> 4] &- odds
    let neighbourClass = AdaptiveTables.quantized(neighbourOdds, shift: 6, most: 7)
    let lineClass = AdaptiveTables.quantized(rowOdds &+ inputOdds, shift: 5, most: 15)
    let lastClass = octant(lastValue) &<< 3 | octant(beforeLast)
    let classes = (
      contexts[0] + sign &* nodes, contexts[1], contexts[2] + neighbourClass &* nodes,
      contexts[3] + lastClass &* nodes, contexts[4] + lineClass &* nodes,
      contexts[5] + around.keptAround &* nodes, contexts[6] + around.populations &* nodes
    )
    let below = deep + sign &<< tree.depth
    let opinions = mixer.estimates
    return tree.walk(magnitude, limit: tree.limit(sign)) { bit, node, level in
      guard level < 8 else {
        let estimate = below + node
        let read = coder.code(bit, max(32, min(65504, estimate.pointee.mean)))
        estimate.pointee.see(read, tables.rates)
        return read
      }
      opinions[0] = classes.0 + node
      opinions[1] = classes.1 + node
      opinions[2] = classes.2 + node
      opinions[3] = classes.3 + node
      opinions[4] = classes.4 + node
      opinions[5] = classes.5 + node
      opinions[6] = classes.6 + node
      mixer.inputs[7] = 256
      return mixer.code(bit, estimates: 7, weights: bitWeights + level &* Mixer.width, &coder)
    }
  }

  /// The mean magnitude of the neighbours that have one and of all, in 65,536ths.
  @inline(__always)
  private func meanAround(_ around: CodeNeighbours) -> Int {
    var sum = mean.mean
    var count = 1
    @inline(__always)
    func add(_ value: Int) {
      guard value != 0 else { return }
      sum &+= tree.share(abs(value) &- 1) &>> 6
      count &+= 1
    }
    add(around.left)
    add(around.up)
    add(around.near)
    add(around.far)
    add(around.above)
    return sum / count
  }

  /// The class of a magnitude, 0 to 7.
  @inline(__always)
  private func octant(_ value: Int) -> Int { min(7, (abs(value) &<< 3) &>> tree.depth) }
}
