import Bytes

extension SafetensorsFile {
  /// The file as bytes: the same contents always give the same.
  ///
  /// The header names the texts first, then the arrays in their order, and is filled up with spaces so
  /// that the first array lies at a multiple of eight bytes.
  public func serialized() -> [UInt8] {
    var fields: [String] = []
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        .map { "\(quoted($0.key)):\(quoted($0.value))" }
      fields.append("\(quoted(SafetensorsFile.metadataKey)):{\(texts.joined(separator: ","))}")
    }
    var begin = 0
    for tensor in tensors {
      let end = begin + tensor.bytes.count
      let shape = tensor.shape.map { String($0) }.joined(separator: ",")
      fields.append(
        "\(quoted(tensor.name)):{\"dtype\":\(quoted(tensor.elementType.rawValue)),"
          + "\"shape\":[\(shape)],\"data_offsets\":[\(begin),\(end)]}")
      begin = end
    }
    let header = Array("{\(fields.joined(separator: ","))}".utf8)
    let padding = -header.count & 7

    var writer = ByteWriter()
    writer.reserveCapacity(8 + header.count + padding + begin)
    writer.write(UInt64(header.count + padding))
    writer.write(bytes: header)
    writer.write(bytes: Array(repeating: UInt8(ascii: " "), count: padding))
    for tensor in tensors { writer.write(bytes: tensor.bytes) }
    return writer.bytes
  }

  /// A text as JSON has it.
  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\0"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
