import Testing

@testable import Training

@Suite struct LayoutBridgeTests {
  private let context: OneDNNContext
  private let room = ActivationMemory(count: 6)
  private let plain: OneDNNMemory
  /// The same six elements, column after column.
  private let columns: OneDNNLayout

  init() throws {
    context = try OneDNNContext()
    for index in 0..<6 { room.base[index] = Float(index) }
    plain = try OneDNNMemory(room.base, try .plain([2, 3]), in: context)
    columns = try .strided([2, 3], strides: [1, 2])
  }

  @Test func theSameLayoutIsTheMemoryItself() throws {
    for bridge in [
      try LayoutBridge.reading(plain, as: try .plain([2, 3]), in: context),
      try LayoutBridge.writing(plain, as: try .plain([2, 3]), in: context),
    ] {
      #expect(bridge.memory === plain)
      try bridge.copy()
    }
    #expect((0..<6).map { room.base[$0] } == [0, 1, 2, 3, 4, 5])
  }

  @Test func readingCopiesBefore() throws {
    let bridge = try LayoutBridge.reading(plain, as: columns, in: context)
    #expect(bridge.memory !== plain)
    try bridge.copy()
    #expect((0..<6).map { bridge.memory.base[$0] } == [0, 3, 1, 4, 2, 5])
    room.base[1] = 10
    try bridge.copy()
    #expect((0..<6).map { bridge.memory.base[$0] } == [0, 3, 10, 4, 2, 5])
  }

  @Test func writingCopiesAfter() throws {
    let bridge = try LayoutBridge.writing(plain, as: columns, in: context)
    for index in 0..<6 { bridge.memory.base[index] = Float(10 * index) }
    try bridge.copy()
    #expect((0..<6).map { room.base[$0] } == [0, 20, 40, 10, 30, 50])
  }
}
