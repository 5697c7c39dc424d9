/// The one owner of unsafe memory: a block of floats, aligned to 64 bytes.
///
/// `base` is a `let`, so that a loop over it needs no exclusivity check for each element.
final class TensorStorage: @unchecked Sendable {
  static let alignment = 64

  let base: UnsafeMutablePointer<Float>
  let count: Int

  /// Memory for `count` floats, not yet set.
  init(uninitialized count: Int) {
    let bytes = max(1, count) * MemoryLayout<Float>.stride
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: bytes, alignment: TensorStorage.alignment)
    base = raw.bindMemory(to: Float.self, capacity: max(1, count))
    self.count = count
  }

  /// A copy of another block.
  convenience init(copying other: TensorStorage) {
    self.init(uninitialized: other.count)
    base.initialize(from: other.base, count: other.count)
  }

  deinit { UnsafeMutableRawPointer(base).deallocate() }
}
