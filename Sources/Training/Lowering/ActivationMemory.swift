/// Memory of an executor: floats, zero at first, aligned to a cache line.
final class ActivationMemory {
  let base: UnsafeMutablePointer<Float>
  private let raw: UnsafeMutableRawPointer

  init(count: Int) {
    raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
    base = raw.bindMemory(to: Float.self, capacity: max(1, count))
    base.initialize(repeating: 0, count: count)
  }

  deinit { raw.deallocate() }
}
