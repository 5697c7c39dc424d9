import Bytes
import EntropyCoding
import Networks
import Tensors

/// Section 2, read.
struct WeightSectionReader {
  /// What a coded weight stands for.
  struct Contents {
    var mask: Mask?
    var codebook: Codebook?
    let weights: Tensor
  }

  private let shape: Shape

  init(_ shape: Shape) { self.shape = shape }

  /// Reads everything behind the parameter's number.
  func read(_ reader: inout ByteReader) throws(FormatError) -> Contents {
    let start = reader.offset
    let form = WeightForm(rawValue: try reader.readUInt8())
    guard !form.isEmpty, form.isSubset(of: .known) else {
      throw FormatError(offset: start, message: "\(form.rawValue) is not a form of coded weights")
    }
    var indexBits = 0
    var entries = shape.count
    if form.contains(.pruned) {
      indexBits = try readBits(&reader, 1...8, "bits of an index")
      entries = try reader.readVarint(limit: shape.count, "entries")
    }
    let shared =
      form.contains(.shared) ? try readCodebook(&reader, pinsZero: form.contains(.pruned)) : nil
    let indices =
      form.contains(.pruned) ? try readStream(&reader, entries, alphabet: 1 << indexBits) : []
    let contents: Contents
    if let shared {
      let codes = try readStream(&reader, entries, alphabet: shared.centroids.count)
      let (kept, full) =
        form.contains(.pruned)
        ? try place(indices, codes, at: start) : (nil, codes)
      contents = try sharedContents(shared, kept, full, at: start)
    } else {
      contents = try readValues(&reader, indices, skip: (1 << indexBits) - 1, at: start)
    }
    try reader.expectEnd("the section of a coded weight")
    return contents
  }

  private struct SharedValues {
    let centroids: [Float]
    let bits: Int
    let pinsZero: Bool
  }

  private func readCodebook(
    _ reader: inout ByteReader, pinsZero: Bool
  ) throws(FormatError) -> SharedValues {
    let bits = try readBits(&reader, 1...16, "bits of a code")
    let start = reader.offset
    let count = try reader.readVarint(limit: 1 << bits, "shared weights")
    guard count >= 1 else { throw FormatError(offset: start, message: "the codebook is empty") }
    let stored = try reader.readFloats(count: pinsZero ? count - 1 : count)
    return SharedValues(
      centroids: (pinsZero ? [0] : []) + stored, bits: bits, pinsZero: pinsZero)
  }

  private func readBits(
    _ reader: inout ByteReader, _ range: ClosedRange<Int>, _ what: String
  ) throws(FormatError) -> Int {
    let start = reader.offset
    let bits = Int(try reader.readUInt8())
    guard range.contains(bits) else {
      throw FormatError(
        offset: start,
        message: "\(bits) \(what) are outside \(range.lowerBound) … \(range.upperBound)")
    }
    return bits
  }

  private func readStream(
    _ reader: inout ByteReader, _ count: Int, alphabet: Int
  ) throws(FormatError) -> [UInt16] {
    let start = reader.offset
    let identifier = try reader.readUInt8()
    guard let coder = SymbolCoders.identified(by: identifier) else {
      throw FormatError(
        offset: start, message: "there is no coder \(identifier) in this version")
    }
    let decoder = try coder.readTable(&reader, count: count, alphabet: alphabet)
    return try decoder.readSymbols(&reader)
  }

  /// Puts entries with fillers in their places.
  private func place(
    _ indices: [UInt16], _ codes: [UInt16], at offset: Int
  ) throws(FormatError) -> (kept: Bitmap?, codes: [UInt16]) {
    var kept = Bitmap(count: shape.count, filled: false)
    var full = [UInt16](repeating: 0, count: shape.count)
    var position = -1
    for (index, code) in zip(indices, codes) {
      position += Int(index) + 1
      guard position < shape.count else { throw outside(position, offset) }
      guard code != 0 else { continue }
      kept[position] = true
      full[position] = code
    }
    return (kept, full)
  }

  private func sharedContents(
    _ shared: SharedValues, _ kept: Bitmap?, _ codes: [UInt16], at offset: Int
  ) throws(FormatError) -> Contents {
    do {
      let codebook = try Codebook(
        centroids: shared.centroids, codes: codes, pinsZero: shared.pinsZero, bits: shared.bits)
      return Contents(
        mask: kept.map { Mask(kept: $0) }, codebook: codebook,
        weights: try codebook.weights(shape: shape))
    } catch let error as CompressionError {
      throw FormatError(offset: offset, message: error.message)
    } catch {
      throw FormatError(offset: offset, message: "the codes do not fit the weight")
    }
  }

  private func readValues(
    _ reader: inout ByteReader, _ indices: [UInt16], skip: Int, at offset: Int
  ) throws(FormatError) -> Contents {
    var kept = Bitmap(count: shape.count, filled: false)
    var positions: [Int] = []
    var next = 0
    for index in indices {
      next += Int(index)
      let isSkip = Int(index) == skip
      guard next < shape.count || isSkip && next == shape.count else {
        throw outside(next, offset)
      }
      if isSkip { continue }
      kept[next] = true
      positions.append(next)
      next += 1
    }
    let values = try reader.readFloats(count: positions.count)
    let weights = Tensor(shape: shape) { weights in
      for (position, value) in zip(positions, values) { weights[position] = value }
    }
    return Contents(mask: Mask(kept: kept), codebook: nil, weights: weights)
  }

  private func outside(_ position: Int, _ offset: Int) -> FormatError {
    FormatError(
      offset: offset, message: "an entry lies at \(position), outside \(shape.count) weights")
  }
}
