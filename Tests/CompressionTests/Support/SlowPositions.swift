/// The table of a coder of positions.
enum SlowPositions {
  case huffmanGaps(width: Int, [[Int]: Int])
  case ransBitmap(width: Int, SlowRans)
  case ransGaps(width: Int, SlowRans)
  case adaptive(SlowAdaptivePositions)

  /// nil if the number is 0.
  init?(_ input: inout SlowInput, _ shape: SlowShape) throws {
    let coder = try input.byte()
    if coder == 0 { return nil }
    try require(coder <= 4, "coder of positions")
    if coder == 4 {
      self = .adaptive(try SlowAdaptivePositions(&input, shape))
      return
    }
    let width = Int(try input.byte())
    try require(width >= 1 && width <= (coder == 2 ? 12 : 10), "width")
    switch coder {
    case 1: self = .huffmanGaps(width: width, try input.codeWords(alphabet: 1 << width))
    case 2: self = .ransBitmap(width: width, try SlowRans(&input, alphabet: 1 << width))
    default: self = .ransGaps(width: width, try SlowRans(&input, alphabet: 1 << width))
    }
  }

  /// Which weights of a chunk are kept.
  func decode(_ payload: SlowInput, _ shape: SlowShape) throws -> [Bool] {
    var payload = payload
    var kept: [Bool] = []
    switch self {
    case .huffmanGaps(let width, let words):
      let count = try payload.varint()
      try require(count <= shape.count, "gaps")
      for symbol in try payload.symbols(count, words) {
        kept += SlowPositions.gap(symbol, width)
        try require(kept.count <= shape.count, "outside")
      }
      try payload.finish()
      kept += Array(repeating: false, count: shape.count - kept.count)
    case .ransBitmap(let width, let code):
      let symbols = (shape.count + width - 1) / width
      var stream = try SlowRansStream(payload, code, items: symbols)
      for _ in 0..<symbols {
        let symbol = try stream.next()
        kept += (0..<width).map { symbol >> $0 & 1 == 1 }
      }
      try stream.finish()
      try require(!kept[shape.count...].contains(true), "outside")
    case .ransGaps(let width, let code):
      var stream = try SlowRansStream(payload, code, items: shape.count)
      while kept.count < shape.count { kept += SlowPositions.gap(try stream.next(), width) }
      try stream.finish()
      try require(!kept[shape.count...].contains(true), "outside")
    case .adaptive(let coder):
      kept = try coder.decode(payload, shape)
    }
    return Array(kept.prefix(shape.count))
  }

  /// Symbol 0 skips 2ᵇ − 1 pruned weights; symbol s stands for s − 1 of them and a kept one.
  private static func gap(_ symbol: Int, _ width: Int) -> [Bool] {
    symbol == 0
      ? Array(repeating: false, count: 1 << width - 1)
      : Array(repeating: false, count: symbol - 1) + [true]
  }
}

/// A layer or a chunk of its rows.
struct SlowShape {
  var rows: Int
  var columns: Int
  var height: Int
  var width: Int

  init(_ extents: [Int]) {
    rows = extents[0]
    columns = extents.count > 1 ? extents[1] : 1
    height = extents.count > 2 ? extents[2] : 1
    width = extents.dropFirst(3).reduce(1, *)
  }

  /// Weights of a kernel.
  var taps: Int { height * width }
  /// Weights of a row.
  var row: Int { columns * taps }
  var count: Int { rows * row }
}
