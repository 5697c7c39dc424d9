/// Memory of one run of a model: zeroed or filled blocks, freed together by `free`.
///
/// Whoever creates it calls `free` when no pointer into it is used any more.
struct ScratchMemory {
  private var blocks: [UnsafeMutableRawPointer] = []

  /// Takes a block for plain values, all equal at first.
  ///
  /// - Parameters:
  ///   - count: number of values, not negative.
  ///   - value: what each of them is.
  mutating func block<T: BitwiseCopyable>(_ count: Int, of value: T) -> UnsafeMutablePointer<T> {
    let pointer = UnsafeMutablePointer<T>.allocate(capacity: max(1, count))
    pointer.initialize(repeating: value, count: count)
    blocks.append(UnsafeMutableRawPointer(pointer))
    return pointer
  }

  /// Gives all blocks back.
  consuming func free() {
    for block in blocks { block.deallocate() }
  }
}
