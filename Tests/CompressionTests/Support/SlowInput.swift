func require(_ isTrue: Bool, _ message: String) throws {
  if !isTrue { throw EducationalDecoder.Failure(message: message) }
}

/// CRC-32, bit by bit.
func slowCRC(_ bytes: [UInt8]) -> UInt32 {
  var rest: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    rest ^= UInt32(byte)
    for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
  }
  return ~rest
}

/// Bytes, and bits of bytes, from first to last: what the educational decoder reads from.
struct SlowInput {
  let bytes: [UInt8]
  var position = 0
  private var bit = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var left: Int { bytes.count - position }
  var isAtEnd: Bool { left == 0 }

  mutating func take(_ count: Int) throws -> [UInt8] {
    try require(count <= left, "cut off")
    defer { position += count }
    return Array(bytes[position..<position + count])
  }

  mutating func byte() throws -> UInt8 { try take(1)[0] }

  mutating func varint() throws -> Int {
    var value = 0
    for place in 0..<7 {
      let byte = try byte()
      value += Int(byte & 127) << (7 * place)
      if byte < 128 {
        try require(place == 0 || byte != 0, "overlong")
        try require(value < 1 << 48, "too large")
        return value
      }
    }
    throw EducationalDecoder.Failure(message: "too large")
  }

  mutating func text() throws -> String {
    let bytes = try take(try varint())
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw EducationalDecoder.Failure(message: "UTF-8")
    }
    return text
  }

  mutating func little(_ count: Int) throws -> UInt64 {
    try take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// float16 by its definition: sign, 5 bits of exponent, 10 of fraction.
  mutating func halves(_ count: Int) throws -> [Float] {
    try require(count <= left / 2, "cut off")
    return try (0..<count).map { _ in
      let bits = Int(try little(2))
      let sign: Float = bits >> 15 == 1 ? -1 : 1
      let (exponent, fraction) = (bits >> 10 & 31, Float(bits & 1023) / 1024)
      try require(exponent != 31, "not finite")
      var value = exponent == 0 ? fraction / 16384 : 1 + fraction
      if exponent > 0 {
        for _ in 0..<abs(exponent - 15) { value = exponent > 15 ? value * 2 : value / 2 }
      }
      return sign * value
    }
  }

  /// The rest, or the next bytes, as an input of its own.
  mutating func part(_ count: Int? = nil) throws -> SlowInput {
    SlowInput(bytes: try take(count ?? left))
  }

  func finish() throws { try require(isAtEnd, "bytes are left over") }

  mutating func floats(_ count: Int) throws -> [Float] {
    try require(count <= left / 4, "cut off")
    return try (0..<count).map { _ in
      let value = Float(bitPattern: UInt32(try little(4)))
      try require(value.isFinite, "not finite")
      return value
    }
  }

  // MARK: Coded streams

  mutating func nextBit() throws -> Int {
    try require(left > 0, "cut off")
    let value = Int(bytes[position] >> (7 - UInt8(bit)) & 1)
    bit += 1
    if bit == 8 {
      bit = 0
      position += 1
    }
    return value
  }

  /// A number of several bits, the highest first.
  mutating func bits(_ count: Int) throws -> Int {
    try (0..<count).reduce(0) { number, _ in number * 2 + (try nextBit()) }
  }

  mutating func skipPadding() throws {
    while bit != 0 { try require(try nextBit() == 0, "padding") }
  }

  mutating func stream(_ count: Int, alphabet: Int) throws -> [Int] {
    try require(try byte() == 1, "unknown coder")
    if count == 0 { return [] }
    let words = try codeWords(alphabet: alphabet)
    return try symbols(count, words)
  }

  /// The symbol of each word of a canonical code, words as lists of bits.
  mutating func codeWords(alphabet: Int) throws -> [[Int]: Int] {
    let lengths = try codeLengths(alphabet: alphabet)
    var words: [[Int]: Int] = [:]
    var word: [Int]?
    for length in 0...24 {
      for symbol in lengths.indices where lengths[symbol] == length {
        var next = word.map { increased($0) } ?? []
        while next.count < length { next.append(0) }
        words[next] = symbol
        word = next
      }
    }
    return words
  }

  mutating func symbols(_ count: Int, _ words: [[Int]: Int]) throws -> [Int] {
    var symbols: [Int] = []
    for _ in 0..<count {
      var read: [Int] = []
      while words[read] == nil { read.append(try nextBit()) }
      symbols.append(words[read] ?? 0)
    }
    try skipPadding()
    return symbols
  }

  private func increased(_ word: [Int]) -> [Int] {
    var result = word
    for place in word.indices.reversed() {
      result[place] = 1 - word[place]
      if word[place] == 0 { break }
    }
    return result
  }

  private mutating func codeLengths(alphabet: Int) throws -> [Int?] {
    var lengths: [Int?] = []
    var length = 0
    while 1 << length < alphabet { length += 1 }
    var sum = 0.0
    while sum < 1 {
      var isAfterRun = false
      while true {
        if try nextBit() == 0 { break }
        if try nextBit() == 0 {
          length += try nextBit() == 0 ? 1 : -1
          break
        }
        if try nextBit() == 0 {
          let isSmaller = try nextBit() == 1
          let step = try gamma() + 1
          length += isSmaller ? -step : step
          break
        }
        try require(!isAfterRun, "a run follows a run")
        isAfterRun = true
        for _ in 0..<(try gamma()) { lengths.append(nil) }
        try require(lengths.count < alphabet, "a run to the end")
      }
      try require((0...24).contains(length), "length")
      lengths.append(length)
      sum += 1 / Double(1 << length)
      try require(sum <= 1, "too many words")
      try require(sum == 1 || lengths.count < alphabet, "unused words")
    }
    try skipPadding()
    return lengths
  }

  private mutating func gamma() throws -> Int {
    var zeros = 0
    while try nextBit() == 0 {
      zeros += 1
      try require(zeros < 16, "a number is too large")
    }
    return 1 << zeros + (try bits(zeros))
  }
}
