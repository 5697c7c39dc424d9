import Tensors

extension Zoo {
  /// AlexNet in Caffe's form (Krizhevsky et al., 2012; `bvlc_alexnet`): normalisation before
  /// pooling, convolutions 2, 4 and 5 in two groups; 60,965,224 parameters.
  static let alexNet = ZooEntry(
    name: "alexnet",
    summary: "Caffe's AlexNet for 227×227 colour images, 1000 classes, 60,965,224 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 3, height: 227, width: 227)
    try network.convolution("conv1", 96, kernel: 11, stride: 4)
    try network.add("relu1", ReLU())
    try network.add("norm1", try LocalResponseNorm(size: 5, alpha: 1e-4, beta: 0.75))
    try network.maxPool("pool1", kernel: 3, stride: 2, rounding: .ceil)
    try network.convolution("conv2", 256, kernel: 5, padding: 2, groups: 2)
    try network.add("relu2", ReLU())
    try network.add("norm2", try LocalResponseNorm(size: 5, alpha: 1e-4, beta: 0.75))
    try network.maxPool("pool2", kernel: 3, stride: 2, rounding: .ceil)
    try network.convolution("conv3", 384, kernel: 3, padding: 1)
    try network.add("relu3", ReLU())
    try network.convolution("conv4", 384, kernel: 3, padding: 1, groups: 2)
    try network.add("relu4", ReLU())
    try network.convolution("conv5", 256, kernel: 3, padding: 1, groups: 2)
    try network.add("relu5", ReLU())
    try network.maxPool("pool5", kernel: 3, stride: 2, rounding: .ceil)
    try network.add("flatten", Flatten())
    try network.imageNetClassifier()
    return network.graph
  }
}

extension NetworkBuilder {
  /// The three fully connected layers that AlexNet and VGG end with.
  mutating func imageNetClassifier() throws(NetworkError) {
    for number in 6...7 {
      try dense("fc\(number)", 4096)
      try add("relu\(number)", ReLU())
      try add("drop\(number)", try Dropout(rate: 0.5))
    }
    try dense("fc8", 1000)
  }
}
