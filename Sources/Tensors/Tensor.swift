/// A dense array of float32 with value semantics.
///
/// Copies share their storage until one of them is written to. Elements are in row-major order.
public struct Tensor: Sendable {
  /// The extents.
  public let shape: Shape
  private var storage: TensorStorage

  /// A tensor of zeros.
  public init(zeros shape: Shape) {
    self.shape = shape
    storage = TensorStorage(uninitialized: shape.count)
    storage.base.initialize(repeating: 0, count: shape.count)
  }

  /// A tensor with given elements.
  /// - Parameters:
  ///   - values: elements in row-major order.
  ///   - shape: the extents.
  /// - Throws: `ShapeError` if the number of elements differs from the shape's.
  public init(_ values: [Float], shape: Shape) throws(ShapeError) {
    guard values.count == shape.count else {
      throw ShapeError("\(values.count) values do not fill the shape \(shape)")
    }
    self.init(shape: shape) { buffer in
      values.withUnsafeBufferPointer { _ = buffer.update(fromContentsOf: $0) }
    }
  }

  /// A tensor whose elements a closure writes.
  /// - Parameters:
  ///   - shape: the extents.
  ///   - fill: writes every element; what it leaves alone is 0.
  public init(shape: Shape, fill: (UnsafeMutableBufferPointer<Float>) -> Void) {
    self.init(zeros: shape)
    fill(UnsafeMutableBufferPointer(start: storage.base, count: shape.count))
  }

  /// A tensor whose elements are not set yet, and where they are to be written.
  ///
  /// For many threads that fill large tensors: memory that nobody wrote before costs nothing until
  /// then.
  /// - Returns: the tensor, and its memory, which is valid as long as the tensor is kept and not
  ///   written to in another way. Every element must be written before the first one is read.
  package static func unfilled(
    _ shape: Shape
  ) -> (tensor: Tensor, memory: UnsafeMutableBufferPointer<Float>) {
    let storage = TensorStorage(uninitialized: shape.count)
    return (
      Tensor(shape: shape, storage: storage),
      UnsafeMutableBufferPointer(start: storage.base, count: shape.count)
    )
  }

  /// Number of elements.
  public var count: Int { shape.count }

  /// The elements in row-major order, copied.
  public var values: [Float] { withUnsafeBufferPointer { Array($0) } }

  /// The element at a row-major position.
  /// - Parameter index: position, 0 ..< count; checked.
  public subscript(index: Int) -> Float {
    precondition(index >= 0 && index < count, "index \(index) is outside a tensor of \(shape)")
    return storage.base[index]
  }

  /// The same elements with other extents.
  /// - Throws: `ShapeError` if the number of elements differs.
  public func reshaped(to shape: Shape) throws(ShapeError) -> Tensor {
    guard shape.count == count else {
      throw ShapeError("a tensor of \(self.shape) cannot become \(shape)")
    }
    return Tensor(shape: shape, storage: storage)
  }

  private init(shape: Shape, storage: TensorStorage) {
    self.shape = shape
    self.storage = storage
  }

  /// Lends the elements for reading.
  public func withUnsafeBufferPointer<R, E: Error>(
    _ body: (UnsafeBufferPointer<Float>) throws(E) -> R
  ) throws(E) -> R {
    try body(UnsafeBufferPointer(start: storage.base, count: count))
  }

  /// Lends the elements for writing; the storage is copied first if it is shared.
  public mutating func withUnsafeMutableBufferPointer<R, E: Error>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws(E) -> R
  ) throws(E) -> R {
    if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(copying: storage) }
    return try body(UnsafeMutableBufferPointer(start: storage.base, count: count))
  }

  /// Whether both have the same shape and the same bits (so that NaN equals itself, and 0 and -0
  /// differ).
  public func isBitIdentical(to other: Tensor) -> Bool {
    guard shape == other.shape else { return false }
    if storage === other.storage { return true }
    return withUnsafeBufferPointer { a in
      other.withUnsafeBufferPointer { b in
        for index in 0..<a.count where a[index].bitPattern != b[index].bitPattern { return false }
        return true
      }
    }
  }
}
