import Bytes

/// An array with a name, as raw little-endian bytes in row-major order.
public struct NamedTensor: Equatable, Sendable {
  /// The name, such as "ip1.weight".
  public var name: String
  /// What an element is.
  public var elementType: ElementType
  /// The dimensions, outermost first; none for a single number.
  public var shape: [Int]
  /// The elements.
  public var bytes: [UInt8]

  /// Creates an array from its bytes; whether they fit the shape is checked by `SafetensorsFile`.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - elementType: what an element is.
  ///   - shape: the dimensions, outermost first.
  ///   - bytes: the elements, little-endian, in row-major order.
  public init(name: String, elementType: ElementType, shape: [Int], bytes: [UInt8]) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
    self.bytes = bytes
  }

  /// Creates an array of float32, bit by bit as they are.
  ///
  /// - Parameters:
  ///   - name: the name.
  ///   - shape: the dimensions, outermost first.
  ///   - floats: the elements in row-major order.
  public init(name: String, shape: [Int], floats: [Float]) {
    var writer = ByteWriter()
    writer.write(floats: floats)
    self.init(name: name, elementType: .float32, shape: shape, bytes: writer.bytes)
  }

  /// The elements, bit by bit as they are, in row-major order; `nil` if they are not float32.
  public var floats: [Float]? {
    guard elementType == .float32 else { return nil }
    var reader = ByteReader(bytes)
    return try? reader.readFloats(count: bytes.count / 4)
  }
}
