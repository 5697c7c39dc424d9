import Networks
import Testing

@Suite struct PoolingWindowTests {
  private func extents(
    _ image: Int, _ kernel: Int, _ stride: Int, _ padding: Int
  ) throws -> [Int?] {
    try [Rounding.floor, .ceil].map { rounding in
      let window = try PoolingWindow(
        kernel: Extent2(kernel), stride: Extent2(stride), padding: Padding2(padding),
        rounding: rounding)
      return (try? window.outputExtent(for: Extent2(image)))?.height
    }
  }

  @Test func roundingDecidesOverTheRest() throws {
    #expect(try extents(24, 2, 2, 0) == [12, 12])
    #expect(try extents(5, 2, 2, 0) == [2, 3])
    // pool1 of SqueezeNet 1.0 and of ResNet.
    #expect(try extents(111, 3, 2, 0) == [55, 55])
    #expect(try extents(112, 3, 2, 1) == [56, 57])
    // The last window would start in the padding at the end.
    #expect(try extents(3, 2, 2, 1) == [2, 2])
    #expect(try extents(5, 1, 3, 0) == [2, 2])
    // Too small for one window, unless what is left over counts.
    #expect(try extents(2, 3, 2, 0) == [nil, 1])
    #expect(try extents(1, 5, 2, 0) == [nil, nil])
  }

  @Test func effectivePaddingGivesTheSameWindows() throws {
    for image in 1...9 {
      for kernel in 1...4 {
        for stride in 1...4 {
          for padding in 0..<kernel {
            let ceil = try PoolingWindow(
              kernel: Extent2(kernel), stride: Extent2(stride), padding: Padding2(padding),
              rounding: .ceil)
            guard let places = try? ceil.outputExtent(for: Extent2(image)) else { continue }
            let effective = try ceil.effectivePadding(for: Extent2(image))
            #expect(effective.top == padding && effective.left == padding)
            #expect(effective.bottom >= 0 && effective.bottom == effective.right)
            let last = (places.height - 1) * stride
            // The last window sees the image, and nothing of it is left for another one.
            #expect(last < image + padding)
            #expect(
              last + stride + kernel > image + 2 * padding || last + stride >= image + padding)
            #expect((image + padding + effective.bottom - kernel) / stride + 1 == places.height)
          }
        }
      }
    }
    let floor = try PoolingWindow(kernel: 3, stride: 2, padding: 1)
    #expect(try floor.effectivePadding(for: 8) == 1)
  }

  @Test func bothAxesAreIndependent() throws {
    let window = try PoolingWindow(
      kernel: Extent2(height: 2, width: 3), stride: Extent2(height: 3, width: 1),
      padding: Padding2(top: 1, left: 0, bottom: 0, right: 2), rounding: .ceil)
    let image = Extent2(height: 5, width: 6)
    // A third window would start at row 5 of the image, which has 5.
    #expect(try window.outputExtent(for: image) == Extent2(height: 2, width: 6))
    #expect(
      try window.effectivePadding(for: image) == Padding2(top: 1, left: 0, bottom: 0, right: 2))
  }

  @Test func impossibleWindowsAreRefused() throws {
    #expect(throws: NetworkError("a kernel of 2×2 must be larger than its padding of 2")) {
      try PoolingWindow(kernel: 2, stride: 1, padding: 2)
    }
    #expect(throws: NetworkError("a stride of 0×0 is not possible", at: "pooling")) {
      try PoolingWindow(kernel: 2, stride: 0)
    }
    #expect(throws: NetworkError.self) {
      try PoolingWindow(
        kernel: Extent2(height: 3, width: 1), stride: 1,
        padding: Padding2(top: 0, left: 0, bottom: 0, right: 1))
    }
    for bad in [0, -1, 1 << 17, Int.max, Int.min] {
      #expect(throws: NetworkError.self) { try PoolingWindow(kernel: Extent2(bad), stride: 1) }
      #expect(throws: NetworkError.self) { try PoolingWindow(kernel: 1, stride: Extent2(bad)) }
    }
  }
}
