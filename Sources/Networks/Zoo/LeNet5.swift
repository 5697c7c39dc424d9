import Tensors

extension Zoo {
  /// LeNet-5 in Caffe's form, which the paper compresses (LeCun et al., 1998; `lenet.prototxt`):
  /// two convolutions without a rectifier, two pools, two fully connected layers; 431,080
  /// parameters.
  static let leNet5 = ZooEntry(
    name: "lenet-5",
    summary: "Caffe's LeNet-5 for 28×28 images: two convolutions of 5×5, 431,080 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 1, height: 28, width: 28)
    try network.convolution("conv1", 20, kernel: 5)
    try network.maxPool("pool1", kernel: 2, stride: 2)
    try network.convolution("conv2", 50, kernel: 5)
    try network.maxPool("pool2", kernel: 2, stride: 2)
    try network.add("flatten", Flatten())
    try network.dense("ip1", 500)
    try network.add("relu1", ReLU())
    try network.dense("ip2", 10)
    return network.graph
  }
}
