import Tensors

extension Zoo {
  /// ResNet-20 for CIFAR-10 (He et al., 2015, section 4.2): three stages of three blocks with 16,
  /// 32 and 64 channels; 269,722 trained parameters. Convolutions have no bias; scales and shifts
  /// of batch normalisation are counted, its running statistics are not.
  static let resNet20 = ZooEntry(
    name: "resnet-20",
    summary: "Residual network of 20 layers for 32×32 colour images, 269,722 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 32, width: 32)
    try network.convolution("conv1", 16, kernel: 3, padding: 1, bias: false)
    try network.batchNorm("bn1")
    try network.add("relu", ReLU())
    for (stage, channels) in [16, 32, 64].enumerated() {
      for block in 0..<3 {
        try network.basicBlock(
          "layer\(stage + 1)/\(block)", channels, stride: stage > 0 && block == 0 ? 2 : 1,
          shortcut: .zeroChannels)
      }
    }
    try network.add("avgpool", GlobalAveragePool())
    try network.add("flatten", Flatten())
    try network.dense("linear", 10)
    return network.graph
  }
}
