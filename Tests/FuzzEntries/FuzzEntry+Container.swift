import Bytes
import Compression

extension FuzzEntry {
  /// A `.dcz` file, whose checksums are made right first: otherwise nothing would get past them. A model
  /// that is read can be written, and reads as the same.
  static let dcz = FuzzEntry(name: "dcz") { bytes throws(FuzzFailure) in
    guard let model = try? CompressedModel(decoding: resealed(bytes)) else { return }
    guard let written = try? model.encoded(EncodingOptions(measuresXZ: false)).bytes else {
      // What is left of it may be too little for its size; see FORMAT.md, Size.
      return
    }
    guard let again = try? CompressedModel(decoding: written), state(again) == state(model) else {
      throw FuzzFailure("a model that was read and written reads as another")
    }
  }

  private static func state(_ model: CompressedModel) -> Digest {
    var digest = DigestBuilder()
    model.update(&digest)
    return digest.finalize()
  }

  /// The file with right checksums of its sections, as far as those can be told apart, and with the
  /// right digest in its last 16 bytes.
  static func resealed(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.count > 20 else { return bytes }
    var result = bytes
    let end = bytes.count - 16
    var file = ByteReader(Array(bytes[..<end]))
    _ = try? file.readBytes(count: 4)
    while let kind = try? file.readUInt8(), kind != 0 {
      let start = file.offset - 1
      guard let length = try? file.readVarint(limit: file.remaining, "bytes"),
        (try? file.readBytes(count: length)) != nil
      else { break }
      let place = file.offset
      guard (try? file.readUInt32()) != nil else { break }
      let checksum = crc32(Array(result[start..<place]))
      for byte in 0..<4 { result[place + byte] = UInt8(truncatingIfNeeded: checksum >> (8 * byte)) }
    }
    result.replaceSubrange(end..., with: Digest(of: Array(result[..<end])).bytes.prefix(16))
    return result
  }
}
