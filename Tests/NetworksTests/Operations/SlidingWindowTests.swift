import Networks
import Tensors
import Testing

/// Windows as convolutions slide them; see `PoolingWindowTests` for those of pooling.
@Suite struct SlidingWindowTests {
  /// The number of places, counted one by one.
  private func count(_ image: Int, _ kernel: Int, _ stride: Int, _ pad: Int, _ dilation: Int) -> Int
  {
    let span = (kernel - 1) * dilation + 1
    var places = 0
    while places * stride + span <= image + 2 * pad { places += 1 }
    return places
  }

  @Test func placesAreCountedOneByOne() throws {
    for image in 1...7 {
      for kernel in 1...4 {
        for stride in 1...3 {
          for (pad, dilation) in [(0, 1), (1, 1), (2, 1), (0, 2), (3, 3)] {
            let conv = try Convolution(
              inputs: 1, outputs: 1, kernel: Extent2(kernel), stride: Extent2(stride),
              padding: Padding2(pad), dilation: Extent2(dilation))
            let expected = count(image, kernel, stride, pad, dilation)
            let found = try? conv.outputExtent(for: Extent2(image))
            #expect(found == (expected == 0 ? nil : Extent2(expected)))
          }
        }
      }
    }
  }

  @Test func theLargestNumbersDoNotOverflow() throws {
    let limit = 65_536
    let conv = try Convolution(
      inputs: 1, outputs: 1, kernel: Extent2(limit), stride: Extent2(limit),
      padding: Padding2(limit), dilation: Extent2(limit))
    #expect(throws: NetworkError.self) { try conv.outputShape(for: [try Shape([1, 1, 1])]) }
    let places = try conv.outputExtent(for: Extent2(Int.max / 8))
    #expect(places == Extent2(17_592_186_044_416 - 65_533))
  }
}
