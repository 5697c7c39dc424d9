/// The table of a coder of codes.
enum SlowCodes {
  case huffman([[Int]: Int])
  case rans(SlowRans)
  case adaptive(SlowAdaptiveCodes)

  init(_ input: inout SlowInput, alphabet: Int, _ shape: SlowShape) throws {
    switch try input.byte() {
    case 1: self = .huffman(try input.codeWords(alphabet: alphabet))
    case 2: self = .rans(try SlowRans(&input, alphabet: alphabet))
    case 3: self = .adaptive(try SlowAdaptiveCodes(&input, alphabet: alphabet, shape))
    default: throw EducationalDecoder.Failure(message: "coder of codes")
    }
  }

  /// The symbols of the weights of a chunk that are kept.
  func decode(_ payload: SlowInput, _ kept: [Bool], _ shape: SlowShape) throws -> [Int] {
    let count = kept.filter { $0 }.count
    switch self {
    case .huffman(let words):
      var payload = payload
      let symbols = try payload.symbols(count, words)
      try payload.finish()
      return symbols
    case .rans(let code):
      var stream = try SlowRansStream(payload, code, items: count, isEmpty: count == 0)
      let symbols = try (0..<count).map { _ in try stream.next() }
      try stream.finish()
      return symbols
    case .adaptive(let coder):
      return try coder.decode(payload, kept, shape)
    }
  }
}

/// Section *Codebooks* of the chapter on adaptive coders.
struct SlowCodebook {
  let values: [Float]

  init(_ input: inout SlowInput, count: Int) throws {
    let form = try input.byte()
    try require(form <= 2, "form of a codebook")
    if form == 0 {
      values = try input.floats(count)
      return
    }
    let zeros = Int(try input.byte())
    try require(zeros <= 23, "zeros")
    let negative = try input.varint()
    try require(negative <= count, "negative values")
    let bits = SlowBits(try input.part(try input.varint()))
    let estimates = SlowContexts()
    func magnitudes(_ count: Int) throws -> [UInt32] {
      try Self.magnitudes(bits, estimates, count, width: 31 - zeros).map { UInt32($0) << zeros }
    }
    let positives = try magnitudes(count - negative)
    let negatives = try magnitudes(negative).reversed().map { $0 | 1 << 31 }
    let ascending = (negatives + positives).map { Float(bitPattern: $0) }
    try require(ascending.allSatisfy { $0.isFinite }, "not finite")
    var places = Array(0..<count)
    if form == 2 {
      places = ascending.map { _ in
        (0..<bitWidth(count - 1)).reduce(0) { place, _ in 2 * place + bits.bit(32_768) }
      }
      try require(places.sorted() == Array(0..<count), "places")
    }
    try bits.finish()
    values = zip(places, ascending).sorted { $0.0 < $1.0 }.map { $0.1 }
  }

  private static func magnitudes(
    _ bits: SlowBits, _ estimates: SlowContexts, _ count: Int, width: Int
  ) throws -> [Int] {
    var values: [Int] = []
    var v = 0
    var e = width - 1
    func exponent(_ v: Int) -> Int { (v << (31 - width)) >> 23 }
    while values.count < count {
      let first = values.isEmpty ? 1 : 0
      var length = e
      // The first number of a context says which of the bits it is.
      if bits.bit(by: estimates[1, first]) == 0 {
        let isLonger =
          e == 0 ? true : e == width ? false : bits.bit(by: estimates[2, first]) == 1
        let step = isLonger ? 1 : -1
        repeat {
          length += step
        } while length > 0 && length < width
          && bits.bit(by: estimates[3, step, min(31, abs(length - e))]) == 1
      }
      var d = min(1, length)
      for place in 0..<max(0, length - 1) {
        let bit =
          place < 3 ? bits.bit(by: estimates[4, clamp(length - e, 3), d]) : bits.bit(32_768)
        d = 2 * d + bit
      }
      e = length + exponent(v) - exponent(v + d)
      e = min(max(e, 0), width)
      v += d
      try require(v < 1 << width, "too large a value")
      values.append(v)
    }
    return values
  }
}
