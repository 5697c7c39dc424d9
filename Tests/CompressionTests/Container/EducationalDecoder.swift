import Bytes

/// Reads `.dcz` files slowly and obviously, from Sources/Compression/Container/FORMAT.md and
/// Sources/EntropyCoding/README.md alone.
///
/// Nothing here is clever, and nothing is shared with the decoder that it is compared with but the
/// SHA-256 function.
struct EducationalDecoder {
  struct Parameter: Equatable {
    var name: String
    var values: [Float]
    /// Positions of the weights that are not pruned, or nil.
    var kept: [Int]?
    /// Shared weights by code and the code of each weight, or nil.
    var codebook: [Float]?
    var codes: [Int]?
  }

  struct Failure: Error {
    var message: String
  }

  private(set) var name = ""
  private(set) var nodeNames: [String] = []
  private(set) var parameters: [Parameter] = []
  private var counts: [Int] = []
  private var isWeight: [Bool] = []
  private var isRead: [Bool] = []
  private var file: Input

  init(_ bytes: [UInt8]) throws {
    file = Input(bytes: bytes)
    try require(bytes.count >= 21, "too short")
    let signed = Array(bytes.dropLast(16))
    try require(Array(bytes.suffix(16)) == Array(Digest(of: signed).bytes.prefix(16)), "digest")
    file = Input(bytes: signed)
    try require(try file.take(3) == [0x44, 0x43, 0x5A], "signature")
    try require(try file.byte() == 1, "version")
    var networks = 0
    var plains = 0
    while true {
      let start = file.position
      let kind = try file.byte()
      if kind == 0 { break }
      let length = try file.varint()
      var contents = Input(bytes: try file.take(length))
      let covered = Array(file.bytes[start..<file.position])
      let stored = try file.take(4)
      try require(
        stored == (0..<4).map { UInt8(crc(covered) >> (8 * UInt32($0)) & 255) }, "checksum")
      switch kind {
      case 1:
        networks += 1
        try require(networks == 1, "two networks")
        try readNetwork(&contents)
        let floats = counts.reduce(0.0) { $0 + Double($1) }
        try require(4 * floats <= 65_536 * Double(bytes.count), "too large")
      case 2:
        try require(networks == 1, "no network yet")
        try readCodedWeight(&contents)
      case 3:
        try require(networks == 1, "no network yet")
        plains += 1
        try require(plains == 1, "two plain sections")
        for index in counts.indices where !isRead[index] {
          parameters[index].values = try contents.floats(counts[index])
          isRead[index] = true
        }
      case 128...: continue
      default: throw Failure(message: "unknown section")
      }
      try require(contents.isAtEnd, "bytes are left in section \(kind)")
    }
    try require(file.isAtEnd, "bytes behind the sections")
    try require(networks == 1, "no network")
    try require(isRead.allSatisfy { $0 }, "a parameter is missing")
  }

  // MARK: Section 1

  private mutating func readNetwork(_ input: inout Input) throws {
    name = try input.text()
    let rank = Int(try input.byte())
    try require(rank <= 8, "rank")
    var shapes = [try (0..<rank).map { _ in try input.varint() }]
    try requireShape(shapes[0])
    let nodes = try input.varint()
    // Otherwise a wrong number would keep this busy for long.
    try require(nodes <= input.left, "more nodes than bytes")
    for index in 0..<nodes {
      let node = try input.text()
      let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/".utf8
      try require((1...255).contains(node.utf8.count), "name")
      try require(node.utf8.allSatisfy { allowed.contains($0) }, "name")
      try require(!nodeNames.contains(node), "name twice")
      nodeNames.append(node)
      let operation = try input.byte()
      let attributes = try (0..<Int(try input.byte())).map { _ in try input.varint() }
      var sources = try (0..<Int(try input.byte())).map { _ in try input.varint() }
      if sources.isEmpty { sources = [index] }
      try require(sources.allSatisfy { $0 <= index }, "an input that comes later")
      try require(sources.count == 1, "each operation has one input")
      // Shape 0 is the network's input, shape k that of the k-th node's result.
      let shape = shapes[sources[0]]
      switch operation {
      case 1:
        try require(attributes.count == 2, "attributes of dense")
        let (inputs, outputs) = (attributes[0], attributes[1])
        try requireShape([outputs, inputs])
        try require(shape == [inputs], "dense takes a vector")
        shapes.append([outputs])
        declare("\(node).weight", inputs * outputs, isWeight: true)
        declare("\(node).bias", outputs, isWeight: false)
      case 2:
        try require(attributes.isEmpty, "attributes of flatten")
        shapes.append([shape.reduce(1, *)])
      case 3:
        try require(attributes.isEmpty, "attributes of relu")
        shapes.append(shape)
      default: throw Failure(message: "unknown operation")
      }
    }
  }

  private func requireShape(_ extents: [Int]) throws {
    var product = 1.0
    for extent in extents {
      try require(extent >= 1, "extent 0")
      product *= Double(extent)
    }
    try require(product < 0x1p60, "too many elements")
  }

  private mutating func declare(_ name: String, _ count: Int, isWeight weight: Bool) {
    parameters.append(Parameter(name: name, values: []))
    counts.append(count)
    isWeight.append(weight)
    isRead.append(false)
  }

  // MARK: Section 2

  private mutating func readCodedWeight(_ input: inout Input) throws {
    let number = try input.varint()
    try require(number < counts.count && isWeight[number], "not a weight")
    try require(!isRead[number], "a weight twice")
    isRead[number] = true
    let count = counts[number]
    let form = try input.byte()
    try require((1...3).contains(form), "form")
    let isPruned = form & 1 == 1
    let isShared = form & 2 == 2
    var indexBits = 0
    var entries = count
    if isPruned {
      indexBits = Int(try input.byte())
      try require((1...8).contains(indexBits), "index bits")
      entries = try input.varint()
      try require(entries <= count, "more entries than weights")
    }
    var codebook: [Float] = []
    if isShared {
      let bits = Int(try input.byte())
      try require((1...16).contains(bits), "code bits")
      let shared = try input.varint()
      try require(shared >= 1 && shared <= 1 << bits, "shared weights")
      codebook = isPruned ? [0] + (try input.floats(shared - 1)) : try input.floats(shared)
    }
    let indices = isPruned ? try input.stream(entries, alphabet: 1 << indexBits) : []
    var values = [Float](repeating: 0, count: count)
    var codes = [Int](repeating: 0, count: count)
    var kept: [Int] = []
    if isShared {
      let symbols = try input.stream(entries, alphabet: codebook.count)
      var position = isPruned ? -1 : 0
      for entry in 0..<entries {
        position = isPruned ? position + indices[entry] + 1 : entry
        try require(position < count, "outside the weight")
        codes[position] = symbols[entry]
        values[position] = codebook[symbols[entry]]
        if symbols[entry] != 0 { kept.append(position) }
      }
    } else {
      let largest = (1 << indexBits) - 1
      var position = 0
      for index in indices {
        position += index
        try require(position <= count, "outside the weight")
        if index == largest { continue }
        try require(position < count, "outside the weight")
        kept.append(position)
        position += 1
      }
      let stored = try input.floats(kept.count)
      for (position, value) in zip(kept, stored) { values[position] = value }
    }
    parameters[number].values = values
    parameters[number].kept = isPruned ? kept : nil
    parameters[number].codebook = isShared ? codebook : nil
    parameters[number].codes = isShared ? codes : nil
  }
}

private func require(_ isTrue: Bool, _ message: String) throws {
  if !isTrue { throw EducationalDecoder.Failure(message: message) }
}

/// CRC-32, bit by bit.
private func crc(_ bytes: [UInt8]) -> UInt32 {
  var rest: UInt32 = 0xFFFF_FFFF
  for byte in bytes {
    rest ^= UInt32(byte)
    for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
  }
  return ~rest
}

/// Bytes, and bits of bytes, from first to last.
private struct Input {
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

  mutating func floats(_ count: Int) throws -> [Float] {
    try require(count <= left / 4, "cut off")
    return try (0..<count).map { _ in
      let bits = try take(4).reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
      try require(Float(bitPattern: bits).isFinite, "not finite")
      return Float(bitPattern: bits)
    }
  }

  // MARK: Coded streams

  private mutating func nextBit() throws -> Int {
    try require(left > 0, "cut off")
    let value = Int(bytes[position] >> (7 - UInt8(bit)) & 1)
    bit += 1
    if bit == 8 {
      bit = 0
      position += 1
    }
    return value
  }

  private mutating func skipPadding() throws {
    while bit != 0 { try require(try nextBit() == 0, "padding") }
  }

  mutating func stream(_ count: Int, alphabet: Int) throws -> [Int] {
    try require(try byte() == 1, "unknown coder")
    if count == 0 { return [] }
    let lengths = try codeLengths(alphabet: alphabet)
    // The words, as lists of bits.
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
    var value = 1
    for _ in 0..<zeros { value = value * 2 + (try nextBit()) }
    return value
  }
}
