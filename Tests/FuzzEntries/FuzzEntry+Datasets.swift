import Bytes
import Datasets

extension FuzzEntry {
  /// Images or labels as IDX files have them: the first byte chooses.
  static let idx = FuzzEntry(name: "idx") { bytes in
    guard let first = bytes.first else { return }
    _ = try? IDXArray(parsing: Array(bytes.dropFirst()), rank: first & 1 == 0 ? 3 : 1)
  }

  /// A gzipped file, which must not grow beyond the limit.
  static let gzip = FuzzEntry(name: "gzip") { bytes throws(FuzzFailure) in
    let limit = 1 << 16
    guard let text = try? gunzip(bytes, limit: limit) else { return }
    guard text.count <= limit else { throw FuzzFailure("\(text.count) bytes are over the limit") }
  }
}
