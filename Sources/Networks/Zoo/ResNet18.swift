import Tensors

extension Zoo {
  /// ResNet-18 (He et al., 2015, table 1): blocks of two convolutions, layers called
  /// as in torchvision with / for its dots; 11,689,512 trained parameters.
  static let resNet18 = ZooEntry(
    name: "resnet-18",
    summary: "ResNet-18 for 224×224 colour images, 1000 classes, 11,689,512 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 224, width: 224)
    try network.residualStem()
    for (stage, count) in [2, 2, 2, 2].enumerated() {
      for block in 0..<count {
        let stride = stage > 0 && block == 0 ? 2 : 1
        let channels = 64 << stage
        let name = "layer\(stage + 1)/\(block)"
        try network.basicBlock(name, channels, stride: stride, shortcut: .projection)
      }
    }
    try network.residualHead()
    return network.graph
  }
}
