import Bytes
import EntropyCoding
import Tensors

/// Section 2, read: the entries of a weight.
struct WeightEntries: Sendable {
  /// Where the section begins, for errors about the whole of it.
  private let start: Int
  let shape: Shape
  /// Bits of an index; 0 if no weight is pruned.
  let indexBits: Int
  /// Number of entries.
  let count: Int
  let codebook: StoredCodebook?
  private var indices: [UInt16] = []
  private var codes: [UInt16] = []
  private var values: [Float] = []
  /// Bytes of the streams.
  private(set) var indexSize = StreamSize()
  private(set) var codeSize = StreamSize()

  /// Bytes of a stream.
  struct StreamSize: Hashable, Sendable {
    var table = 0
    var payload = 0
  }

  var isPruned: Bool { indexBits > 0 }

  /// Reads everything behind the parameter's number.
  init(_ section: ByteReader, shape: Shape) throws(FormatError) {
    var reader = section
    self.shape = shape
    start = reader.offset
    let form = WeightForm(rawValue: try reader.readUInt8())
    guard !form.isEmpty, form.isSubset(of: .known) else {
      throw FormatError(offset: start, message: "\(form.rawValue) is not a form of coded weights")
    }
    let isPruned = form.contains(.pruned)
    indexBits = isPruned ? try reader.readBits(1...8, "bits of an index") : 0
    count = isPruned ? try reader.readVarint(limit: shape.count, "entries") : shape.count
    codebook = form.contains(.shared) ? try StoredCodebook(&reader, pinsZero: isPruned) : nil
    if isPruned {
      (indices, indexSize) = try reader.readStream(count, alphabet: 1 << indexBits)
    }
    if let codebook {
      (codes, codeSize) = try reader.readStream(count, alphabet: codebook.centroids.count)
    } else {
      let skip = (1 << indexBits) - 1
      values = try reader.readFloats(count: indices.reduce(0) { $1 == skip ? $0 : $0 + 1 })
      codeSize.payload = 4 * values.count
    }
    try reader.expectEnd("the section of a coded weight")
    guard values.allSatisfy(\.isFinite) else {
      throw FormatError(offset: start, message: "a weight is NaN or infinite")
    }
  }

  /// Calls a function with each weight that is left: its position and the number of its entry among
  /// codes or values.
  private func forEach(_ body: (_ position: Int, _ member: Int) -> Void) throws(FormatError) {
    guard isPruned else { return (0..<count).forEach { body($0, $0) } }
    var next = 0
    if codebook != nil {
      for (entry, index) in indices.enumerated() {
        next += Int(index)
        guard next < shape.count else { throw outside(next) }
        if codes[entry] != 0 { body(next, entry) }
        next += 1
      }
      return
    }
    let skip = (1 << indexBits) - 1
    var member = 0
    for index in indices {
      next += Int(index)
      let isSkip = Int(index) == skip
      guard next < shape.count || isSkip && next == shape.count else { throw outside(next) }
      if isSkip { continue }
      body(next, member)
      member += 1
      next += 1
    }
  }

  /// Writes all weights.
  func expand(into weights: UnsafeMutableBufferPointer<Float>) throws(FormatError) {
    weights.update(repeating: 0)
    let centroids = codebook?.centroids ?? []
    try forEach { position, member in
      weights[position] = codebook == nil ? values[member] : centroids[Int(codes[member])]
    }
  }

  /// Which weights are left; nil if none is pruned.
  func kept() throws(FormatError) -> Bitmap? {
    guard isPruned else { return nil }
    var kept = Bitmap(count: shape.count, filled: false)
    try forEach { position, _ in kept[position] = true }
    return kept
  }

  /// The code of every weight.
  func allCodes() throws(FormatError) -> [UInt16] {
    guard isPruned else { return codes }
    var full = [UInt16](repeating: 0, count: shape.count)
    try forEach { position, member in full[position] = codes[member] }
    return full
  }

  /// Order-0 entropy in bits of indices, and of codes or values as they are stored.
  var entropies: (indices: Double, codes: Double) {
    (
      isPruned ? orderZeroEntropy(of: indices, alphabet: 1 << indexBits) : 0,
      codebook.map { orderZeroEntropy(of: codes, alphabet: $0.centroids.count) }
        ?? Double(32 * values.count)
    )
  }

  private func outside(_ position: Int) -> FormatError {
    FormatError(
      offset: start, message: "an entry lies at \(position), outside \(shape.count) weights")
  }
}

extension StoredCodebook {
  /// Reads the codebook of section 2.
  fileprivate init(_ reader: inout ByteReader, pinsZero: Bool) throws(FormatError) {
    let bits = try reader.readBits(1...16, "bits of a code")
    let start = reader.offset
    let count = try reader.readVarint(limit: 1 << bits, "shared weights")
    guard count >= 1 else { throw FormatError(offset: start, message: "the codebook is empty") }
    let stored = pinsZero ? count - 1 : count
    self.init(
      storage: .float32, bits: bits, pinsZero: pinsZero,
      values: try StoredCodebook.readValues(&reader, .float32, count: stored),
      byteCount: 4 * stored)
  }
}

extension ByteReader {
  fileprivate mutating func readBits(
    _ range: ClosedRange<Int>, _ what: String
  ) throws(FormatError) -> Int {
    let start = offset
    let bits = Int(try readUInt8())
    guard range.contains(bits) else {
      throw FormatError(
        offset: start,
        message: "\(bits) \(what) are outside \(range.lowerBound) … \(range.upperBound)")
    }
    return bits
  }

  /// Reads a coded stream: the coder's number, its table, its payload.
  fileprivate mutating func readStream(
    _ count: Int, alphabet: Int
  ) throws(FormatError) -> (symbols: [UInt16], size: WeightEntries.StreamSize) {
    let start = offset
    let identifier = try readUInt8()
    guard let coder = SymbolCoders.identified(by: identifier) else {
      throw FormatError(
        offset: start, message: "there is no coder \(identifier) in this version")
    }
    let decoder = try coder.readTable(&self, count: count, alphabet: alphabet)
    let middle = offset
    let symbols = try decoder.readSymbols(&self)
    return (
      symbols, WeightEntries.StreamSize(table: middle - start, payload: offset - middle)
    )
  }
}
