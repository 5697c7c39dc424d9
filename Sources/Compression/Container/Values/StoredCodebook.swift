import Bytes

/// How the values of shared weights are stored.
enum CodebookStorage: UInt8, Sendable {
  case float32 = 0
  case float16 = 1
  case fitted = 2
  case coded = 3
}

/// The shared weights of a layer as a file holds them: those that are stored, in the order of codes.
struct StoredCodebook: Sendable {
  let storage: CodebookStorage
  /// Bits of a code before entropy coding.
  let bits: Int
  /// Whether code 0 is the +0 of pruned weights, which is not stored.
  let pinsZero: Bool
  /// The values by stored code.
  let values: [Float]
  /// Stored codes by rank: ascending values, equal ones in the order of their codes.
  let byRank: [UInt16]
  /// Bytes of the values in the file.
  let byteCount: Int

  init(
    storage: CodebookStorage, bits: Int, pinsZero: Bool, values: [Float], byteCount: Int
  ) {
    self.storage = storage
    self.bits = bits
    self.pinsZero = pinsZero
    self.values = values
    self.byteCount = byteCount
    byRank = values.indices.map { UInt16($0) }.sorted {
      let (first, second) = (values[Int($0)], values[Int($1)])
      return first == second ? $0 < $1 : first < second
    }
  }

  /// All shared weights by code, the pinned 0 included.
  var centroids: [Float] { pinsZero ? [0] + values : values }

  /// The values by rank.
  var sorted: [Float] { byRank.map { values[Int($0)] } }

  /// The rank of each code; that of the pinned 0 is not used.
  var ranks: [UInt16] {
    let shift = pinsZero ? 1 : 0
    var ranks = [UInt16](repeating: 0, count: values.count + shift)
    for (rank, code) in byRank.enumerated() { ranks[Int(code) + shift] = UInt16(rank) }
    return ranks
  }

  /// The code of each rank.
  var codes: [UInt16] { pinsZero ? byRank.map { $0 + 1 } : byRank }
}
