import DeepCompression
import Testing

@Suite struct PoolingLayerTests {
  @Test func everyArgumentArrives() throws {
    let most: MaxPool = try NetworkScripts.last(
      "input 2x9x9; maxpool p 3x2 --stride 2 --pad 1 --ceil")
    let window = try PoolingWindow(
      kernel: Extent2(height: 3, width: 2), stride: 2, padding: Padding2(1), rounding: .ceil)
    #expect(most == MaxPool(window))
    let mean: AveragePool = try NetworkScripts.last(
      "input 2x9x9; avgpool 3x2 --stride 2 --pad 1 --ceil --count-padding")
    #expect(mean == AveragePool(window, countsPadding: true))
  }

  @Test func windowsDoNotOverlapByDefault() throws {
    let pool: AveragePool = try NetworkScripts.last("input 2x9x9; avgpool 3x2")
    let kernel = Extent2(height: 3, width: 2)
    #expect(
      pool == AveragePool(try PoolingWindow(kernel: kernel, stride: kernel), countsPadding: false))
  }

  @Test(arguments: [
    ("maxpool 30", "maxpool: "), ("maxpool 2 --pad 2", "maxpool: a kernel of 2×2 must be larger"),
    ("flatten; avgpool 2", "avgpool: takes images"), ("maxpool", "maxpool needs KERNEL"),
  ])
  func whatIsRefused(layers: String, message: String) {
    let messages = NetworkScripts.messages("input 3x8x8; \(layers)")
    #expect(messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }
}
