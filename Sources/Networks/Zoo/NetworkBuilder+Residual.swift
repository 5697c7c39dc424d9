import Tensors

extension NetworkBuilder {
  /// What goes around a residual block that changes extents (He et al., 2015, section 3.3).
  enum Shortcut {
    /// Option A: every second pixel, and channels of zeros, half of them before and half after;
    /// no parameters.
    case zeroChannels
    /// Option B: a convolution of 1×1 with batch normalisation.
    case projection
  }

  /// Adds a residual block of two convolutions of 3×3; the first may halve the image.
  mutating func basicBlock(
    _ name: String, _ channels: Int, stride: Int, shortcut: Shortcut
  ) throws(NetworkError) {
    let input = last
    try convolution(
      "\(name)/conv1", channels, kernel: 3, stride: Extent2(stride), padding: 1, bias: false)
    try batchNorm("\(name)/bn1")
    try add("\(name)/relu1", ReLU())
    try convolution("\(name)/conv2", channels, kernel: 3, padding: 1, bias: false)
    try batchNorm("\(name)/bn2")
    try close(name, around: input, stride: stride, shortcut)
  }

  /// Adds a residual block that works on a quarter of its channels: 1×1, 3×3, 1×1. The 3×3 may
  /// halve the image (in the paper the first 1×1 does; torchvision's ResNet "v1.5").
  mutating func bottleneck(
    _ name: String, _ channels: Int, stride: Int
  ) throws(NetworkError) {
    let input = last
    try convolution("\(name)/conv1", channels / 4, kernel: 1, bias: false)
    try batchNorm("\(name)/bn1")
    try add("\(name)/relu1", ReLU())
    try convolution(
      "\(name)/conv2", channels / 4, kernel: 3, stride: Extent2(stride), padding: 1, bias: false)
    try batchNorm("\(name)/bn2")
    try add("\(name)/relu2", ReLU())
    try convolution("\(name)/conv3", channels, kernel: 1, bias: false)
    try batchNorm("\(name)/bn3")
    try close(name, around: input, stride: stride, .projection)
  }

  /// Adds a block's input, or its shortcut where extents change, to the block's result.
  private mutating func close(
    _ name: String, around input: Source, stride: Int, _ shortcut: Shortcut
  ) throws(NetworkError) {
    let result = last
    var around = input
    if graph.shape(of: input) != graph.shape(of: result) {
      let (before, after) = (channels(of: input), channels(of: result))
      switch shortcut {
      case .projection:
        try convolution(
          "\(name)/downsample/0", after, kernel: 1, stride: Extent2(stride), bias: false, to: input)
        try batchNorm("\(name)/downsample/1")
      case .zeroChannels:
        // A window of one pixel: the strided identity.
        let window = try PoolingWindow(kernel: 1, stride: Extent2(stride))
        try add(
          "\(name)/shortcut/0", AveragePool(window, countsPadding: false), to: [input])
        let first = (after - before) / 2
        try add(
          "\(name)/shortcut/1",
          try Pad(before: [first, 0, 0], after: [after - before - first, 0, 0]))
      }
      around = last
    }
    try add("\(name)/add", Add(), to: [result, around])
    try add("\(name)/relu", ReLU())
  }
}

extension NetworkBuilder {
  /// Adds what a residual network of 224×224 images begins with: a quarter of the extents, 64
  /// channels.
  mutating func residualStem() throws(NetworkError) {
    try convolution("conv1", 64, kernel: 7, stride: 2, padding: 3, bias: false)
    try batchNorm("bn1")
    try add("relu", ReLU())
    try maxPool("maxpool", kernel: 3, stride: 2, padding: 1)
  }

  /// Adds what it ends with: one mean for each channel, 1000 classes.
  mutating func residualHead() throws(NetworkError) {
    try add("avgpool", GlobalAveragePool())
    try add("flatten", Flatten())
    try dense("fc", 1000)
  }
}
