/// What is known of the weights around one whose code comes next.
///
/// Values are magnitudes plus 1 with their signs; 0 where a weight is pruned, has no code yet or lies
/// outside.
struct CodeNeighbours {
  /// The value to the left and that above in the same kernel.
  var left = 0
  var up = 0
  /// The values of the same place in the kernel one input and one period before.
  var near = 0
  var far = 0
  /// The value of the row before.
  var above = 0
  /// Kept weights around it, at most 31.
  var keptAround = 0
  /// The class of how many weights of its row and of its column are kept, below 49.
  var populations = 0
  /// The input, and the place in the kernel.
  var input = 0
  var tap = 0
}

/// The weights of some rows as the model of codes sees them: which are kept, before and behind the
/// one that comes next, and the values before it.
struct CodeField {
  private let kernel: Int
  private let kernelWidth: Int
  private let rowCount: Int
  private let rows: Int
  private let far: Int
  private let kept: UnsafeBufferPointer<UInt64>?
  private let tables = AdaptiveTables.shared
  private let base: Int
  private let columnClasses: UnsafeMutablePointer<UInt8>
  /// Kept bits of the row before, this one and the next, each with zeros on both sides.
  private var marks: [UnsafeMutablePointer<UInt8>]
  /// Values of the row before and this one.
  private var values: [UnsafeMutablePointer<Int32>]
  private var rowClass = 0
  /// Where the next weight lies in its kernel, and what its kernel has.
  private var place = 0
  private var input = 0
  private var tap = 0
  private var tapX = 0
  private var kernelPopulation = 0

  init(
    _ model: CodeMixture, kept: UnsafeBufferPointer<UInt64>?, rows: Int,
    _ memory: inout ScratchMemory
  ) {
    let geometry = model.geometry
    kernel = geometry.kernelHeight * geometry.kernelWidth
    kernelWidth = geometry.kernelWidth
    let rowCount = geometry.rowCount
    self.rowCount = rowCount
    self.rows = rows
    self.kept = kept
    far = model.period * kernel
    let margin = far + kernel
    marks = (0..<3).map { _ in memory.block(rowCount + 2 * margin, of: UInt8(0)) + margin }
    values = (0..<2).map { _ in memory.block(rowCount + 2 * margin, of: Int32(0)) + margin }
    columnClasses = memory.block(rowCount, of: UInt8(3))
    let count = rows * rowCount
    base = tables.stretch[CodeField.index(population(kept, from: 0, count: count), count)]
    guard let kept else { return }
    let populations = memory.block(rowCount, of: 0)
    for row in 0..<rows {
      CodeField.unpack(kept, from: row * rowCount, count: rowCount, into: marks[0])
      for column in 0..<rowCount { populations[column] += Int(marks[0][column]) }
    }
    for column in 0..<rowCount {
      columnClasses[column] = UInt8(populationClass(populations[column], of: rows))
    }
    marks[0].update(repeating: 0, count: rowCount)
    if rows > 0 { CodeField.unpack(kept, from: 0, count: rowCount, into: marks[2]) }
  }

  /// A share in 4,096ths, as an index.
  private static func index(_ part: Int, _ whole: Int) -> Int {
    min(4095, part * 4096 / max(1, whole))
  }

  private func populationClass(_ part: Int, of whole: Int) -> Int {
    let odds = tables.stretch[CodeField.index(part, whole)] - base
    return AdaptiveTables.quantized(odds, shift: 6, most: 3)
  }

  private static func unpack(
    _ kept: UnsafeBufferPointer<UInt64>?, from start: Int, count: Int,
    into target: UnsafeMutablePointer<UInt8>
  ) {
    guard let kept else { return target.update(repeating: 1, count: count) }
    for index in 0..<count {
      let place = start &+ index
      target[index] = UInt8(truncatingIfNeeded: kept[place &>> 6] &>> UInt64(place & 63) & 1)
    }
  }

  /// Goes to the beginning of a row.
  mutating func enter(row: Int) {
    if row == 0, kept == nil, rowCount > 0 { marks[2].update(repeating: 1, count: rowCount) }
    marks = [marks[1], marks[2], marks[0]]
    values = [values[1], values[0]]
    values[1].update(repeating: 0, count: rowCount)
    if row + 1 < rows {
      CodeField.unpack(kept, from: (row + 1) * rowCount, count: rowCount, into: marks[2])
    } else {
      marks[2].update(repeating: 0, count: rowCount)
    }
    let count = population(kept, from: row * rowCount, count: rowCount)
    rowClass = rowCount == 0 ? 0 : populationClass(count, of: rowCount)
    (place, input, tap, tapX) = (0, 0, 0, 0)
    measureKernel()
  }

  private mutating func measureKernel() {
    kernelPopulation = 0
    guard kernel > 1, place + kernel <= rowCount else { return }
    for index in place..<place + kernel { kernelPopulation &+= Int(marks[1][index]) }
  }

  /// Whether a weight of the row is kept.
  @inline(__always)
  func isKept(_ column: Int) -> Bool { marks[1][column] != 0 }

  /// Looks around a kept weight; columns are asked for in order.
  @inline(__always)
  mutating func neighbours(of column: Int) -> CodeNeighbours {
    while place < column { advance() }
    let mark = marks[1] + column
    let value = values[1] + column
    let (near, far) = (kernel, self.far)
    var around = Int(mark[-near]) &+ Int(mark[near]) &+ Int(mark[-far]) &+ Int(mark[far])
    around &+= Int(mark[-far &- near]) &+ Int(mark[near &- far])
    around &+= Int(mark[far &- near]) &+ Int(mark[far &+ near])
    around &+= Int(marks[0][column]) &+ Int(marks[2][column])
    if kernel > 1 { around &+= kernelPopulation &- 1 }
    return CodeNeighbours(
      left: tapX > 0 ? Int(value[-1]) : 0, up: tap >= kernelWidth ? Int(value[-kernelWidth]) : 0,
      near: Int(value[-near]), far: Int(value[-far]), above: Int(values[0][column]),
      keptAround: min(31, around), populations: rowClass &* 7 &+ Int(columnClasses[column]),
      input: input, tap: tap)
  }

  private mutating func advance() {
    place &+= 1
    tap &+= 1
    tapX = tapX &+ 1 == kernelWidth ? 0 : tapX &+ 1
    if tap == kernel {
      (tap, tapX) = (0, 0)
      input &+= 1
      if kernel > 1 { measureKernel() }
    }
  }

  /// Remembers the value of a weight of the row.
  @inline(__always)
  func set(_ column: Int, _ value: Int) {
    values[1][column] = Int32(truncatingIfNeeded: value)
  }
}
