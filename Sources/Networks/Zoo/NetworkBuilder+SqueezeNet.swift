import Tensors

extension Zoo {
  /// Both forms of SqueezeNet: they differ in the first layer, in where images get smaller, and
  /// in the last convolution's padding.
  static func squeezeNet(
    firstChannels: Int, firstKernel: Int, poolsAfter: Set<Int>, lastPadding: Int
  ) throws(NetworkError) -> Graph {
    var network = try NetworkBuilder(channels: 3, height: 227, width: 227)
    try network.convolution("conv1", firstChannels, kernel: Extent2(firstKernel), stride: 2)
    try network.add("relu_conv1", ReLU())
    try network.maxPool("pool1", kernel: 3, stride: 2, rounding: .ceil)
    for number in 2...9 {
      // 16 channels, then 16 more every second module: 64 in the last two.
      try network.fire("fire\(number)", squeeze: 16 * (number / 2))
      if poolsAfter.contains(number) {
        try network.maxPool("pool\(number)", kernel: 3, stride: 2, rounding: .ceil)
      }
    }
    try network.add("drop9", try Dropout(rate: 0.5))
    try network.convolution("conv10", 1000, kernel: 1, padding: Padding2(lastPadding))
    try network.add("relu_conv10", ReLU())
    try network.add("pool10", GlobalAveragePool())
    try network.add("flatten", Flatten())
    return network.graph
  }
}

extension NetworkBuilder {
  /// Adds a fire module: few channels of 1×1 feed four times as many of 1×1 and of 3×3.
  mutating func fire(_ name: String, squeeze channels: Int) throws(NetworkError) {
    try convolution("\(name)/squeeze1x1", channels, kernel: 1)
    try add("\(name)/relu_squeeze1x1", ReLU())
    let squeezed = last
    try convolution("\(name)/expand1x1", 4 * channels, kernel: 1)
    try add("\(name)/relu_expand1x1", ReLU())
    let one = last
    try convolution("\(name)/expand3x3", 4 * channels, kernel: 3, padding: 1, to: squeezed)
    try add("\(name)/relu_expand3x3", ReLU())
    try add("\(name)/concat", try Concat(), to: [one, last])
  }
}
