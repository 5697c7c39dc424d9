import Interchange

extension FuzzEntry {
  /// A description of a network in Caffe's text format.
  static let prototxt = FuzzEntry(name: "prototxt") { fuzzPrototxt($0) }

  /// Song Han's `.net`: what is read is written back byte for byte.
  static let net = FuzzEntry(name: "net") { bytes throws(FuzzFailure) in
    guard fuzzNet(bytes) else { throw FuzzFailure("a file that was read is written differently") }
  }

  /// A safetensors file: what is read and written is read as the same.
  static let safetensors = FuzzEntry(name: "safetensors") { bytes throws(FuzzFailure) in
    guard let file = try? SafetensorsFile(parsing: bytes) else { return }
    guard let again = try? SafetensorsFile(parsing: file.serialized()), again == file else {
      throw FuzzFailure("a file that was read cannot be written and read again")
    }
  }
}
