import Tensors

extension Zoo {
  /// The convolutional network of TensorFlow's MNIST tutorial: images keep their extents in both
  /// convolutions (SAME), dropout before the last layer; 3,274,634 parameters.
  static let mnistCNN = ZooEntry(
    name: "mnist-cnn",
    summary: """
      Two convolutions of 5×5 with 32 and 64 channels and a layer of 1024 neurons for 28×28 \
      images, 3,274,634 parameters.
      """
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 1, height: 28, width: 28)
    try network.convolution("conv1", 32, kernel: 5, padding: 2)
    try network.add("relu1", ReLU())
    try network.maxPool("pool1", kernel: 2, stride: 2)
    try network.convolution("conv2", 64, kernel: 5, padding: 2)
    try network.add("relu2", ReLU())
    try network.maxPool("pool2", kernel: 2, stride: 2)
    try network.add("flatten", Flatten())
    try network.dense("fc1", 1024)
    try network.add("relu3", ReLU())
    try network.add("drop1", try Dropout(rate: 0.25))
    try network.dense("fc2", 10)
    return network.graph
  }
}
