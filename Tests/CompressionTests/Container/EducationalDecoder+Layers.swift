/// Sections 4 and 5, read slowly and obviously.
extension EducationalDecoder {
  // MARK: Section 5

  mutating func readPlainParameters(_ input: inout SlowInput) throws {
    for number in extents.indices {
      let form = try input.byte()
      let count = count(number)
      switch form {
      case 0:
        try require(isWeight[number], "not a weight")
        continue
      case 1: parameters[number].values = try input.floats(count)
      case 2: parameters[number].values = try input.halves(count)
      case 3:
        let ends = try input.floats(2)
        try require(ends[0] <= ends[1], "range")
        let (low, high) = (Double(ends[0]), Double(ends[1]))
        parameters[number].values = try input.take(count).map {
          Float(low + ((high - low) * Double($0)) / 255)
        }
      default: throw Failure(message: "form of a parameter")
      }
      isRead[number] = true
    }
  }

  // MARK: Section 4

  mutating func readCodedLayer(_ input: inout SlowInput) throws {
    let number = try weightNumber(&input)
    let count = count(number)
    let form = Int(try input.byte())
    let isPruned = form & 1 == 1
    let isShared = form & 2 == 2
    try require(isPruned || isShared, "form")
    try require(isShared || form == 1, "form")

    // Values of shared weights, and the code of each rank.
    var stored: [Float] = []
    if isShared {
      let shared = try input.varint()
      try require(shared >= 1 && shared <= 1 << (form >> 4 + 1), "shared weights")
      stored = try storedValues(&input, form >> 2 & 3, isPruned ? shared - 1 : shared)
    }
    let byRank = stored.indices.sorted {
      stored[$0] == stored[$1] ? $0 < $1 : stored[$0] < stored[$1]
    }

    // Coders and their tables.
    var shape = SlowShape(extents[number])
    let rows = shape.rows
    let positionTable = isPruned ? try SlowPositions(&input, shape) : nil
    let isBoth = isPruned && positionTable == nil
    try require(!isBoth || isShared, "no positions")
    let alphabet = isBoth ? stored.count + 1 : max(1, stored.count)
    let codeTable = isShared ? try SlowCodes(&input, alphabet: alphabet, shape) : nil

    // Chunks of whole rows.
    let rowsPerChunk = try input.varint()
    try require(rowsPerChunk < rows, "rows of a chunk")
    var values = [Float](repeating: 0, count: count)
    var codes = [Int](repeating: 0, count: count)
    var kept: [Int] = []
    var row = 0
    while row < rows {
      let end = rowsPerChunk == 0 ? rows : min(rows, row + rowsPerChunk)
      let first = row * shape.row
      shape.rows = end - row
      row = end
      var isLeft = Array(repeating: true, count: shape.count)
      if let positionTable {
        isLeft = try positionTable.decode(try input.payload(isLast: false), shape)
      }
      let left = isLeft.indices.filter { isLeft[$0] }.map { first + $0 }
      var payload = try input.payload(isLast: end == rows)
      if let codeTable {
        try require(left.isEmpty || isBoth || !stored.isEmpty, "no shared weight")
        let symbols = try codeTable.decode(payload, isLeft, shape)
        for (position, symbol) in zip(left, symbols) {
          if isBoth && symbol == 0 { continue }
          let code = byRank[isBoth ? symbol - 1 : symbol]
          values[position] = stored[code]
          codes[position] = isPruned ? code + 1 : code
          kept.append(position)
        }
      } else {
        for (position, value) in zip(left, try payload.floats(left.count)) {
          values[position] = value
        }
        kept += left
        try payload.finish()
      }
    }
    parameters[number].values = values
    parameters[number].kept = isPruned ? kept : nil
    parameters[number].codebook = isShared ? (isPruned ? [0] : []) + stored : nil
    parameters[number].codes = isShared ? codes : nil
  }

  private func storedValues(
    _ input: inout SlowInput, _ form: Int, _ count: Int
  ) throws -> [Float] {
    switch form {
    case 0: return try input.floats(count)
    case 1: return try input.halves(count)
    case 2:
      try require(count >= 1, "no values to fit")
      let number = Int(try input.byte())
      try require((1...16).contains(number), "coefficients")
      let first = try input.varint()
      try require(first < count, "step")
      let coefficients = try input.floats(number).map { Double($0) }
      let step = first > 0 ? Double(try input.floats(1)[0]) : 0
      var exceptions: [Int: Float] = [:]
      var next = 0
      for _ in 0..<(try input.varint()) {
        next += try input.varint()
        try require(next < count, "exceptions")
        exceptions[next] = try input.floats(1)[0]
        next += 1
      }
      return try (0..<count).map { index in
        if let value = exceptions[index] { return value }
        let x = Double(2 * index - (count - 1)) / Double(count)
        var value = coefficients[number - 1]
        for coefficient in coefficients.dropLast().reversed() { value = value * x + coefficient }
        if first > 0, index >= first { value += step }
        try require(Float(value).isFinite, "not finite")
        return Float(value)
      }
    default: return try SlowCodebook(&input, count: count).values
    }
  }
}

extension SlowInput {
  /// A payload, behind its length unless it is the last one.
  mutating func payload(isLast: Bool) throws -> SlowInput {
    SlowInput(bytes: try take(isLast ? left : try varint()))
  }
}
