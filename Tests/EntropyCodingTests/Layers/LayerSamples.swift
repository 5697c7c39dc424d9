import Bytes
import EntropyCoding

/// Layers for tests of coders.
enum LayerSamples {
  static func bits(_ digits: String) -> KeptBits {
    var kept = KeptBits(count: digits.utf8.count)
    for (index, digit) in digits.enumerated() where digit == "1" { kept[index] = true }
    return kept
  }

  /// Weights of which about `share` of 256 are kept.
  static func random(_ count: Int, share: UInt64, _ numbers: inout TestNumbers) -> KeptBits {
    var words = [UInt64](repeating: 0, count: KeptBits.wordCount(count))
    for index in 0..<count where numbers.below(256) < share {
      words[index >> 6] |= 1 << UInt64(index & 63)
    }
    return KeptBits(count: count, words: words)
  }
}

extension PositionDecoder {
  func kept(_ payload: [UInt8], rows: Int, count: Int) throws(FormatError) -> KeptBits {
    // What was there before must not matter.
    var words = [UInt64](repeating: .max, count: KeptBits.wordCount(count))
    try words.withUnsafeMutableBufferPointer { (buffer) throws(FormatError) in
      try decode(ByteReader(payload), rows: rows, into: buffer)
    }
    let kept = KeptBits(count: count, words: words)
    guard kept.words == words else { throw FormatError(offset: 0, message: "bits past the end") }
    return kept
  }
}

extension CodeDecoder {
  func codes(_ payload: [UInt8], count: Int) throws(FormatError) -> [UInt16] {
    var codes = [UInt16](repeating: .max, count: count)
    try codes.withUnsafeMutableBufferPointer { (buffer) throws(FormatError) in
      try decode(ByteReader(payload), rows: 1, kept: nil, into: buffer)
    }
    return codes
  }
}
