import Bytes

/// The contents of a safetensors file: named arrays in a certain order, and texts.
///
/// The format is described at https://github.com/huggingface/safetensors: the length of a header, the
/// header in JSON, and the arrays one after the other, without holes.
public struct SafetensorsFile: Equatable, Sendable {
  /// The longest header that is read, in bytes: what other readers accept.
  public static let maximumHeaderLength = 100_000_000
  /// The key under which the header keeps the texts.
  static let metadataKey = "__metadata__"

  /// The arrays, in the order in which they lie in the file. No two have the same name, and each has
  /// the bytes that its shape asks for.
  public private(set) var tensors: [NamedTensor] = []
  /// Texts by their names; written in the order of the names.
  public var metadata: [String: String]
  /// The place of each name among the arrays.
  private var places: [String: Int] = [:]

  /// Creates contents.
  ///
  /// - Parameters:
  ///   - tensors: the arrays, in the order in which they shall lie in the file.
  ///   - metadata: texts by their names.
  /// - Throws: `SafetensorsError` if a file cannot hold these arrays.
  public init(tensors: [NamedTensor] = [], metadata: [String: String] = [:])
    throws(SafetensorsError)
  {
    self.metadata = metadata
    for tensor in tensors { try append(tensor) }
  }

  /// Reads a file.
  ///
  /// The arrays come in the order of their bytes; empty ones at the same place, in that of their names.
  ///
  /// - Parameter bytes: the whole file.
  /// - Throws: `FormatError` if it breaks a rule of the format.
  public init(parsing bytes: [UInt8]) throws(FormatError) {
    var reader = SafetensorsReader(bytes)
    let contents = try reader.read()
    do throws(SafetensorsError) {
      try self.init(tensors: contents.tensors, metadata: contents.metadata)
    } catch {
      throw FormatError(offset: 8, message: error.message)
    }
  }

  /// Adds an array behind the others.
  ///
  /// - Parameter tensor: the array.
  /// - Throws: `SafetensorsError` if a file cannot hold it.
  public mutating func append(_ tensor: NamedTensor) throws(SafetensorsError) {
    guard tensor.name != SafetensorsFile.metadataKey else {
      throw .reservedName(tensor.name)
    }
    guard places[tensor.name] == nil else { throw .duplicateName(tensor.name) }
    let expected = tensor.elementType.byteCount(shape: tensor.shape)
    guard expected == tensor.bytes.count else {
      throw .wrongByteCount(name: tensor.name, expected: expected, found: tensor.bytes.count)
    }
    places[tensor.name] = tensors.count
    tensors.append(tensor)
  }

  /// The array of a name, if there is one.
  ///
  /// - Parameter name: its whole name.
  public subscript(name: String) -> NamedTensor? { places[name].map { tensors[$0] } }
}
