import Tensors

extension Zoo {
  /// ResNet-50 (He et al., 2015, table 1): blocks of three convolutions, the stride on the 3×3
  /// (torchvision's "v1.5"), layers called as in torchvision with / for its dots; 25,557,032
  /// trained parameters.
  static let resNet50 = ZooEntry(
    name: "resnet-50",
    summary: "ResNet-50 for 224×224 colour images, 1000 classes, 25,557,032 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 224, width: 224)
    try network.residualStem()
    for (stage, count) in [3, 4, 6, 3].enumerated() {
      for block in 0..<count {
        let stride = stage > 0 && block == 0 ? 2 : 1
        let channels = 256 << stage
        let name = "layer\(stage + 1)/\(block)"
        try network.bottleneck(name, channels, stride: stride)
      }
    }
    try network.residualHead()
    return network.graph
  }
}
