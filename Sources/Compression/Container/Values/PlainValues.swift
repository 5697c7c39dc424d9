import Bytes
import Tensors

/// The values of a parameter where they stand in a file.
struct PlainValues: Sendable {
  let storage: PlainStorage
  let name: String
  let shape: Shape
  private let bytes: ByteReader

  /// Takes the bytes of the values.
  /// - Throws: `FormatError` if fewer are left; nothing is allocated.
  init(
    _ storage: PlainStorage, name: String, shape: Shape, _ reader: inout ByteReader
  ) throws(FormatError) {
    self.storage = storage
    self.name = name
    self.shape = shape
    bytes = try reader.subreader(count: storage.byteCount(shape.count) ?? .max)
  }

  /// Bytes of the values.
  var byteCount: Int { bytes.remaining }

  /// Writes all values.
  /// - Parameter target: as many as the shape has.
  /// - Throws: `FormatError` if one is NaN or infinite.
  func decode(into target: UnsafeMutableBufferPointer<Float>) throws(FormatError) {
    var range = LinearRange(low: 0, high: 0)
    var reader = bytes
    if storage == .eightBits {
      range = LinearRange(low: try reader.readFloat32(), high: try reader.readFloat32())
      guard range.low.isFinite, range.high.isFinite, range.low <= range.high else {
        throw FormatError(offset: bytes.offset, message: "\(name): its range makes no sense")
      }
    }
    let odd = reader.withRemainingBytes { source in
      var odd = 0
      switch storage {
      case .float32:
        for index in 0..<target.count {
          let bits = source.loadUnaligned(fromByteOffset: 4 &* index, as: UInt32.self)
          target[index] = Float(bitPattern: UInt32(littleEndian: bits))
          if !target[index].isFinite { odd += 1 }
        }
      case .float16:
        for index in 0..<target.count {
          let bits = source.loadUnaligned(fromByteOffset: 2 &* index, as: UInt16.self)
          target[index] = Float(Float16(bitPattern: UInt16(littleEndian: bits)))
          if !target[index].isFinite { odd += 1 }
        }
      case .eightBits:
        for index in 0..<target.count { target[index] = range.value(source[index]) }
      }
      return odd
    }
    guard odd == 0 else {
      throw FormatError(
        offset: bytes.offset,
        message: "\(name): \(odd) of \(shape.count) values are NaN or infinite")
    }
  }

  /// All values.
  /// - Throws: `FormatError` if one is NaN or infinite.
  func tensor() throws(FormatError) -> Tensor {
    let (tensor, memory) = Tensor.unfilled(shape)
    try decode(into: memory)
    return tensor
  }
}
