import Bytes
import FoundationEssentials

/// Takes a safetensors file apart.
struct SafetensorsReader {
  struct Contents {
    var tensors: [NamedTensor]
    var metadata: [String: String]
  }

  /// Where the header begins: behind its length.
  private static let headerStart = 8
  private var file: ByteReader

  init(_ bytes: [UInt8]) { file = ByteReader(bytes) }

  private func error(_ message: String) -> FormatError {
    FormatError(offset: SafetensorsReader.headerStart, message: message)
  }

  mutating func read() throws(FormatError) -> Contents {
    let header = try readHeader()
    var entries = header.tensors
    entries.sort { a, b in
      if a.entry.begin != b.entry.begin { return a.entry.begin < b.entry.begin }
      if a.entry.end != b.entry.end { return a.entry.end < b.entry.end }
      return a.name.utf8.lexicographicallyPrecedes(b.name.utf8)
    }
    var tensors: [NamedTensor] = []
    let dataStart = file.offset
    for (name, entry) in entries {
      tensors.append(try readTensor(name, entry, dataStart: dataStart))
    }
    try file.expectEnd("the last tensor")
    return Contents(tensors: tensors, metadata: header.metadata)
  }

  private mutating func readHeader() throws(FormatError) -> Header {
    let length = try file.readUInt64()
    guard length <= SafetensorsFile.maximumHeaderLength, length <= file.remaining else {
      throw FormatError(
        offset: 0, message: "not a safetensors file: its header would have \(length) bytes")
    }
    let text = try file.readString(count: Int(length))
    // The decoder would take zeros for a sign of UTF-16.
    guard text.utf8.first == UInt8(ascii: "{"), !text.utf8.contains(0) else {
      throw error("not a safetensors file: its header is not a JSON object")
    }
    do {
      return try JSONDecoder().decode(Header.self, from: Data(text.utf8))
    } catch let cause as DecodingError {
      throw error("the header of the safetensors file is wrong: \(explain(cause))")
    } catch {
      throw self.error("the header of the safetensors file is not valid JSON")
    }
  }

  private func explain(_ error: DecodingError) -> String {
    let context: DecodingError.Context
    switch error {
    case .typeMismatch(_, let place), .valueNotFound(_, let place), .keyNotFound(_, let place),
      .dataCorrupted(let place):
      context = place
    @unknown default:
      return "it cannot be understood"
    }
    let path = context.codingPath.map { "'\($0.stringValue)'" }.joined(separator: ", ")
    return path.isEmpty ? context.debugDescription : "\(path): \(context.debugDescription)"
  }

  /// Checks an entry against the place that was reached, and takes its bytes.
  private mutating func readTensor(_ name: String, _ entry: Header.Entry, dataStart: Int)
    throws(FormatError) -> NamedTensor
  {
    guard let type = ElementType(rawValue: entry.dtype) else {
      throw error("tensor '\(name)' has the unknown element type '\(entry.dtype)'")
    }
    guard let count = type.byteCount(shape: entry.shape) else {
      throw error("tensor '\(name)' has the impossible shape \(entry.shape)")
    }
    guard entry.begin == file.offset - dataStart else {
      throw FormatError(
        offset: file.offset,
        message: "tensor '\(name)' begins at byte \(entry.begin) of the data, where "
          + "\(file.offset - dataStart) is the next: tensors overlap or leave a hole")
    }
    // The beginning is not negative, so this does not overflow for an end that is not below it.
    guard entry.end >= entry.begin, entry.end - entry.begin == count else {
      throw error(
        "tensor '\(name)' lies at bytes \(entry.begin) to \(entry.end) of the data, but its "
          + "shape and element type ask for \(count) bytes")
    }
    return NamedTensor(
      name: name, elementType: type, shape: entry.shape, bytes: try file.readBytes(count: count))
  }
}

/// The header as JSON has it.
private struct Header: Decodable {
  struct Entry: Decodable {
    var dtype: String
    var shape: [Int]
    var begin: Int
    var end: Int

    private enum CodingKeys: String, CodingKey {
      case dtype
      case shape
      case offsets = "data_offsets"
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      dtype = try container.decode(String.self, forKey: .dtype)
      shape = try container.decode([Int].self, forKey: .shape)
      let offsets = try container.decode([Int].self, forKey: .offsets)
      guard offsets.count == 2 else {
        throw DecodingError.dataCorruptedError(
          forKey: .offsets, in: container, debugDescription: "Expected two offsets.")
      }
      begin = offsets[0]
      end = offsets[1]
    }
  }

  /// A name that only the file knows.
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(intValue: Int) { nil }
    init(stringValue: String) { self.stringValue = stringValue }
  }

  var tensors: [(name: String, entry: Entry)] = []
  var metadata: [String: String] = [:]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    for key in container.allKeys {
      if key.stringValue == SafetensorsFile.metadataKey {
        metadata = try container.decode([String: String].self, forKey: key)
      } else {
        tensors.append((key.stringValue, try container.decode(Entry.self, forKey: key)))
      }
    }
  }
}
