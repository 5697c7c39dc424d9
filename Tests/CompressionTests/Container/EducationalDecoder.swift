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
  var parameters: [Parameter] = []
  /// Extents of each parameter.
  var extents: [[Int]] = []
  var isWeight: [Bool] = []
  var isRead: [Bool] = []
  private var shapes: [[Int]] = []
  private var file: SlowInput

  init(_ bytes: [UInt8]) throws {
    file = SlowInput(bytes: bytes)
    try require(bytes.count >= 21, "too short")
    let signed = Array(bytes.dropLast(16))
    try require(Array(bytes.suffix(16)) == Array(Digest(of: signed).bytes.prefix(16)), "digest")
    file = SlowInput(bytes: signed)
    try require(try file.take(3) == [0x44, 0x43, 0x5A], "signature")
    try require(try file.byte() == 1, "version")
    var networks = 0
    var plains = 0
    while true {
      let start = file.position
      let kind = try file.byte()
      if kind == 0 { break }
      let length = try file.varint()
      var contents = SlowInput(bytes: try file.take(length))
      let covered = Array(file.bytes[start..<file.position])
      let stored = try file.take(4)
      try require(
        stored == (0..<4).map { UInt8(slowCRC(covered) >> (8 * UInt32($0)) & 255) }, "checksum")
      switch kind {
      case 1, 5:
        networks += 1
        try require(networks == 1, "two networks")
        try readNetwork(&contents, isCompact: kind == 5)
        let floats = extents.reduce(0.0) { $0 + Double($1.reduce(1, *)) }
        try require(4 * floats <= 65_536 * Double(bytes.count), "too large")
        if kind == 5 {
          plains = 1
          try readPlainParameters(&contents)
        }
      case 2:
        try require(networks == 1, "no network yet")
        try readCodedWeight(&contents)
      case 3:
        try require(networks == 1, "no network yet")
        plains += 1
        try require(plains == 1, "two plain sections")
        for index in extents.indices where !isRead[index] {
          parameters[index].values = try contents.floats(count(index))
          isRead[index] = true
        }
      case 4:
        try require(networks == 1, "no network yet")
        try readCodedLayer(&contents)
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

  private mutating func readNetwork(_ input: inout SlowInput, isCompact: Bool) throws {
    name = try input.text()
    let rank = Int(try input.byte())
    try require(rank <= 8, "rank")
    shapes = [try (0..<rank).map { _ in try input.varint() }]
    try requireShape(shapes[0])
    let nodes = try input.varint()
    // Otherwise a wrong number would keep this busy for long.
    try require(nodes <= input.left, "more nodes than bytes")
    for index in 0..<nodes {
      let kind = isCompact ? try input.byte() : 0
      let node = try input.text()
      let operation = isCompact ? kind & 63 : try input.byte()
      var attributes = try (0..<Int(try input.byte())).map { _ in try input.varint() }
      var sources: [Int] = []
      if !isCompact || kind & 128 != 0 {
        sources = try (0..<Int(try input.byte())).map { _ in try input.varint() }
        try require(!isCompact || !sources.isEmpty, "no inputs")
      }
      if sources.isEmpty { sources = [index] }
      try require(sources.allSatisfy { $0 <= index }, "an input that comes later")
      // Shape 0 is the network's input, shape k that of the k-th node's result.
      let taken = sources.map { shapes[$0] }
      if kind & 64 != 0 {
        try require(!taken[0].isEmpty, "an input without extents")
        attributes.insert(taken[0][0], at: 0)
      }
      let allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-/".utf8
      try require((1...255).contains(node.utf8.count), "name")
      try require(node.utf8.allSatisfy { allowed.contains($0) }, "name")
      try require(!nodeNames.contains(node), "name twice")
      nodeNames.append(node)
      let made = try SlowOperation(number: operation, attributes: attributes).applied(to: taken)
      try requireShape(made.shape)
      try require(made.shape.reduce(1, *) <= 1 << 28, "too large a result")
      shapes.append(made.shape)
      for (name, shape) in made.parameters {
        try requireShape(shape)
        parameters.append(Parameter(name: "\(node).\(name)", values: []))
        extents.append(shape)
        isWeight.append(name == "weight")
        isRead.append(false)
      }
    }
  }

  private func requireShape(_ extents: [Int]) throws {
    try require(extents.count <= 8, "rank")
    var product = 1.0
    for extent in extents {
      try require(extent >= 1, "extent 0")
      product *= Double(extent)
    }
    try require(product < 0x1p60, "too many elements")
  }

  /// Number of values of a parameter.
  func count(_ number: Int) -> Int { extents[number].reduce(1, *) }

  /// The weight that a section is about.
  mutating func weightNumber(_ input: inout SlowInput) throws -> Int {
    let number = try input.varint()
    try require(number < extents.count && isWeight[number], "not a weight")
    try require(!isRead[number], "a weight twice")
    isRead[number] = true
    return number
  }

  // MARK: Section 2

  private mutating func readCodedWeight(_ input: inout SlowInput) throws {
    let number = try weightNumber(&input)
    let count = count(number)
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
