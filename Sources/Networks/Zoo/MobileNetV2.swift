import Tensors

extension Zoo {
  /// MobileNet v2, width 1 (Sandler et al., 2018, table 2): seventeen inverted residuals, layers
  /// called as in torchvision with / for its dots; 3,504,872 trained parameters.
  static let mobileNetV2 = ZooEntry(
    name: "mobilenet-v2",
    summary: "MobileNet v2 for 224×224 colour images, 1000 classes, 3,504,872 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 224, width: 224)
    try network.rectified("features/0", 32, kernel: 3, stride: 2)
    // The paper's table 2: expansion, channels, repeats, stride of the first.
    let stages = [
      (1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
      (6, 320, 1, 1),
    ]
    var number = 1
    for (expansion, channels, count, stride) in stages {
      for block in 0..<count {
        try network.invertedResidual(
          "features/\(number)", channels, expansion: expansion, stride: block == 0 ? stride : 1)
        number += 1
      }
    }
    try network.rectified("features/\(number)", 1280, kernel: 1)
    try network.add("avgpool", GlobalAveragePool())
    try network.add("flatten", Flatten())
    try network.add("classifier/0", try Dropout(rate: 0.2))
    try network.dense("classifier/1", 1000)
    return network.graph
  }
}

extension NetworkBuilder {
  /// Adds a convolution, batch normalisation and a rectifier that is cut off at 6; a kernel of 3
  /// keeps the image's extents but for the stride.
  mutating func rectified(
    _ name: String, _ channels: Int, kernel: Int, stride: Int = 1, groups: Int = 1
  ) throws(NetworkError) {
    try convolution(
      "\(name)/0", channels, kernel: Extent2(kernel), stride: Extent2(stride),
      padding: Padding2(kernel / 2), groups: groups, bias: false)
    try batchNorm("\(name)/1")
    try add("\(name)/2", ReLU6())
  }

  /// Adds an inverted residual: widened by 1×1, depthwise 3×3, narrowed by 1×1 without a
  /// rectifier; its input is added where extents stay.
  mutating func invertedResidual(
    _ name: String, _ channels: Int, expansion: Int, stride: Int
  ) throws(NetworkError) {
    let input = last
    let hidden = self.channels(of: input) * expansion
    var part = 0
    if expansion > 1 {
      try rectified("\(name)/conv/\(part)", hidden, kernel: 1)
      part += 1
    }
    try rectified("\(name)/conv/\(part)", hidden, kernel: 3, stride: stride, groups: hidden)
    try convolution("\(name)/conv/\(part + 1)", channels, kernel: 1, bias: false)
    try batchNorm("\(name)/conv/\(part + 2)")
    if graph.shape(of: input) == graph.shape(of: last) {
      try add("\(name)/add", Add(), to: [input, last])
    }
  }
}
