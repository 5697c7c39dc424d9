import DeepCompression
import Testing

@Suite struct PaddingArgumentTests {
  /// The output has the input's extents divided by the stride, rounded up.
  @Test func sameKeepsTheSize() throws {
    for extent in [5, 8, 9] {
      for kernel in 1...6 {
        for stride in 1...3 {
          for dilation in 1...2 {
            let network = try NetworkScripts.network(
              """
              input 1x\(extent)x\(extent)
              conv 1 \(kernel) --stride \(stride) --dilation \(dilation) --pad same
              """)
            let side = (extent + stride - 1) / stride
            #expect(network.graph.outputShape.dimensions == [1, side, side])
          }
        }
      }
    }
  }

  @Test func theOddPixelComesLast() throws {
    let convolution: Convolution = try NetworkScripts.last("input 1x8x8; conv 1 4x3 --pad same")
    #expect(convolution.padding == Padding2(top: 1, left: 1, bottom: 2, right: 1))
  }

  @Test func sameIsKeptAsAWord() throws {
    #expect(
      try NetworkScripts.canonical("input 1x8x8; maxpool 3 --stride 2 --pad same")
        == "input 1x8x8; maxpool 3 --stride 2 --pad same")
  }

  @Test func whatIsNoPadding() {
    let messages = NetworkScripts.messages("input 1x8x8; conv 1 3 --pad valid")
    #expect(messages.count == 1 && messages[0].hasPrefix("--pad takes pixels such as 2"))
  }
}
