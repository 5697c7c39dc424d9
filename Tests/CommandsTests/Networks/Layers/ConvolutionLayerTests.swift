import DeepCompression
import Testing

@Suite struct ConvolutionLayerTests {
  @Test func everyArgumentArrives() throws {
    let convolution: Convolution = try NetworkScripts.last(
      """
      input 4x32x32
      conv c1 6 5x3 --stride 2x1 --pad 1,2,3,4 --dilation 1x2 --groups 2 --no-bias
      """)
    #expect(
      convolution
        == (try Convolution(
          inputs: 4, outputs: 6, kernel: Extent2(height: 5, width: 3),
          stride: Extent2(height: 2, width: 1),
          padding: Padding2(top: 1, left: 2, bottom: 3, right: 4),
          dilation: Extent2(height: 1, width: 2), groups: 2, bias: false)))
    let plain: Convolution = try NetworkScripts.last("input 3x9x9; conv 8 3; conv 2 1")
    #expect(plain == (try Convolution(inputs: 8, outputs: 2, kernel: 1)))
  }

  @Test func depthwiseHasAGroupForEachChannel() throws {
    let convolution: Convolution = try NetworkScripts.last(
      "input 6x9x9; depthwise 3 --stride 2 --pad same --multiplier 2 --no-bias")
    #expect(
      convolution
        == (try Convolution(
          inputs: 6, outputs: 12, kernel: 3, stride: 2, padding: Padding2(1), groups: 6,
          bias: false)))
  }

  @Test(arguments: [
    ("conv 4 9", "conv: a window of 9×9 does not fit into 8×8"),
    ("conv 4 3 --groups 2", "conv: 3 inputs and 4 outputs cannot be divided into 2 groups"),
    ("relu; flatten; conv 4 3", "conv: takes images (channels×height×width), but gets 192"),
    ("flatten; depthwise 3", "depthwise: takes images"),
    ("depthwise 3 --multiplier 9223372036854775807", "depthwise: "),
    ("conv 9223372036854775807 3", "conv: "), ("conv 4 3 c1", "conv takes at most 2 words"),
    ("conv 4", "conv needs KERNEL: height and width of the kernels"),
  ])
  func whatIsRefused(layers: String, message: String) {
    let messages = NetworkScripts.messages("input 3x8x8; \(layers)")
    #expect(messages.count == 1 && messages[0].hasPrefix(message), "\(messages)")
  }

  @Test func aNameBehindTheNumbersIsExplained() {
    let found = NetworkScripts.found("network a { input 3x8x8; conv 4 3 c1 }")
    #expect(found.first?.help == "its name stands before the other words")
    #expect(found.first?.span?.text == "c1")
  }
}
