import Tensors

extension Zoo {
  /// VGG-16 (Simonyan and Zisserman, 2014, configuration D): thirteen convolutions of 3×3 and
  /// three fully connected layers, called as in the authors' Caffe model; 138,357,544 parameters.
  static let vgg16 = ZooEntry(
    name: "vgg-16",
    summary: "VGG-16 for 224×224 colour images, 1000 classes, 138,357,544 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 224, width: 224)
    let stages = [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)]
    for (index, (channels, count)) in stages.enumerated() {
      for number in 1...count {
        try network.convolution("conv\(index + 1)_\(number)", channels, kernel: 3, padding: 1)
        try network.add("relu\(index + 1)_\(number)", ReLU())
      }
      try network.maxPool("pool\(index + 1)", kernel: 2, stride: 2)
    }
    try network.add("flatten", Flatten())
    try network.imageNetClassifier()
    return network.graph
  }
}
