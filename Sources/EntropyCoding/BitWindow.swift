/// The next bits of a buffer, the first one highest, taken up eight bytes at a time; zeros follow the
/// end of the buffer.
///
/// It keeps a pointer: it must not outlive the buffer.
package struct BitWindow {
  /// The next bits. After `refill` all of the next 56, as far as there are so many.
  package private(set) var window: UInt64 = 0
  /// How many bits of the window were taken up already.
  private var available = 0
  /// The next byte to take up.
  private var next = 0
  private let source: UnsafeRawBufferPointer

  /// Creates a window at the beginning of a buffer.
  package init(_ source: UnsafeRawBufferPointer) { self.source = source }

  /// How many bits were dropped.
  package var position: Int { next &* 8 &- available }

  /// Takes up as many whole bytes as there is room for.
  package mutating func refill() {
    if source.count &- next >= 8 {
      // Bits beyond the whole bytes come along; they are the same that the next time brings.
      let more = source.loadUnaligned(fromByteOffset: next, as: UInt64.self)
      window |= UInt64(bigEndian: more) >> UInt64(available)
      let bytes = (63 &- available) >> 3
      next &+= bytes
      available &+= bytes &* 8
    } else {
      while available <= 56, next < source.count {
        window |= UInt64(source[next]) << UInt64(56 &- available)
        next &+= 1
        available &+= 8
      }
    }
  }

  /// Drops the next bits.
  ///
  /// - Parameter bits: how many, 0 to 56.
  /// - Returns: false, and nothing dropped, if the buffer ends before.
  package mutating func drop(_ bits: Int) -> Bool {
    guard bits <= available else { return false }
    window <<= UInt64(bits)
    available &-= bits
    return true
  }
}
