import COneDNN
import Testing

@testable import Training

@Suite struct OneDNNLayoutTests {
  /// What a convolution chooses for a result of so many channels: blocks of eight.
  private func blocked(_ channels: Int) throws -> OneDNNLayout {
    let context = try OneDNNContext()
    let window = [
      dcsh_window(
        kernel: (1, 1), stride: (1, 1), dilation: (0, 0), before: (0, 0), after: (0, 0))
    ]
    let source = try OneDNNLayout.any([2, 8, 3, 3])
    let weights = try OneDNNLayout.any([channels, 8, 1, 1])
    let result = try OneDNNLayout.any([2, channels, 3, 3])
    let primitive = try OneDNNPrimitive(in: context, "convolution") {
      dcsh_convolution_forward(
        $0, context.engine, dnnl_forward_inference, source.handle, weights.handle, nil,
        result.handle, window, dcsh_after_nothing)
    }
    return try .chosen(by: primitive, for: dnnl_query_dst_md, extents: [2, channels, 3, 3])
  }

  @Test func plainLayoutsHaveNoGaps() throws {
    for extents in [[1], [3, 5], [2, 3, 4, 5], [1, 1, 1, 1]] {
      let layout = try OneDNNLayout.plain(extents)
      #expect(layout.extents == extents && layout.count == extents.reduce(1, *))
      #expect(layout.bytes == 4 * layout.count)
      #expect(layout.isSame(as: try .plain(extents)))
    }
    #expect(try !OneDNNLayout.plain([2, 3]).isSame(as: .plain([3, 2])))
  }

  @Test func chosenLayoutsMayBePadded() throws {
    let layout = try blocked(20)
    #expect(layout.extents == [2, 20, 3, 3])
    #expect(layout.count >= 360)
    #expect(layout.isSame(as: try blocked(20)))
  }

  @Test func copiesThereAndBackKeepEveryElement() throws {
    let context = try OneDNNContext()
    for channels in [3, 16, 20] {
      let layout = try blocked(channels)
      let plain = try OneDNNLayout.plain(layout.extents)
      let (from, through) = (
        ActivationMemory(count: plain.count), ActivationMemory(count: layout.count)
      )
      for index in 0..<plain.count { from.base[index] = Float(index) }
      let memory = try OneDNNMemory(through.base, layout, in: context)
      try OneDNNPrimitive.reorder(
        from: try OneDNNMemory(from.base, plain, in: context), to: memory, in: context
      ).execute()
      let back = try Activation.rowMajor(through, layout, in: context)
      #expect(back == (0..<plain.count).map { Float($0) })
    }
  }

  @Test func aPartLiesInTheWholesMemory() throws {
    let context = try OneDNNContext()
    let room = ActivationMemory(count: 12)
    for index in 0..<12 { room.base[index] = Float(index) }
    let whole = try OneDNNLayout.plain([3, 4])
    let part = try #require(whole.part(extents: [2, 2], offsets: [1, 1]))
    #expect(try Activation.rowMajor(room, part, in: context) == [5, 6, 9, 10])
    #expect(whole.part(extents: [2, 5], offsets: [0, 0]) == nil)
  }

  @Test func memoryCanMove() throws {
    let context = try OneDNNContext()
    let (first, second) = (ActivationMemory(count: 2), ActivationMemory(count: 2))
    let target = ActivationMemory(count: 2)
    (first.base[0], second.base[0]) = (1, 2)
    let layout = try OneDNNLayout.plain([2])
    let memory = try OneDNNMemory(first.base, layout, in: context)
    let copy = try OneDNNPrimitive.reorder(
      from: memory, to: try OneDNNMemory(target.base, layout, in: context), in: context)
    try copy.execute()
    #expect(target.base[0] == 1)
    try memory.move(to: second.base)
    try copy.execute()
    #expect(target.base[0] == 2 && memory.base == second.base)
  }
}
