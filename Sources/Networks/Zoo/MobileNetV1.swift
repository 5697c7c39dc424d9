import Tensors

extension Zoo {
  /// MobileNet v1, width 1 (Howard et al., 2017, table 1): thirteen pairs of a depthwise
  /// convolution of 3×3 and a convolution of 1×1, called as in the common Caffe model; 4,231,976
  /// trained parameters.
  static let mobileNetV1 = ZooEntry(
    name: "mobilenet-v1",
    summary: "MobileNet v1 for 224×224 colour images, 1000 classes, 4,231,976 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 224, width: 224)
    try network.convolution("conv1", 32, kernel: 3, stride: 2, padding: 1, bias: false)
    try network.batchNorm("conv1/bn")
    try network.add("relu1", ReLU())
    // Channels and stride of each pair, stage by stage.
    let stages = [
      ("2", [(64, 1), (128, 2)]), ("3", [(128, 1), (256, 2)]), ("4", [(256, 1), (512, 2)]),
      ("5", [(512, 1), (512, 1), (512, 1), (512, 1), (512, 1), (1024, 2)]),
    ]
    for (stage, pairs) in stages {
      for (index, (channels, stride)) in pairs.enumerated() {
        try network.separable("\(stage)_\(index + 1)", channels, stride: stride)
      }
    }
    try network.separable("6", 1024, stride: 1)
    try network.add("pool6", GlobalAveragePool())
    try network.add("flatten", Flatten())
    try network.dense("fc7", 1000)
    return network.graph
  }
}

extension NetworkBuilder {
  /// Adds a depthwise convolution of 3×3 and a convolution of 1×1, each with batch normalisation
  /// and a rectifier.
  mutating func separable(
    _ name: String, _ channels: Int, stride: Int
  ) throws(NetworkError) {
    let inputs = self.channels(of: last)
    try convolution(
      "conv\(name)/dw", inputs, kernel: 3, stride: Extent2(stride), padding: 1, groups: inputs,
      bias: false)
    try batchNorm("conv\(name)/dw/bn")
    try add("relu\(name)/dw", ReLU())
    try convolution("conv\(name)/sep", channels, kernel: 1, bias: false)
    try batchNorm("conv\(name)/sep/bn")
    try add("relu\(name)/sep", ReLU())
  }
}
