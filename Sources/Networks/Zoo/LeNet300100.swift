import Tensors

extension Zoo {
  /// LeNet-300-100 (LeCun et al., 1998): two hidden layers of 300 and 100 neurons on 28×28
  /// images; 266,610 parameters. Layers are called as in Caffe and in the paper's table 2.
  static let lenet300100 = ZooEntry(
    name: "lenet-300-100",
    summary: "Two hidden layers of 300 and 100 neurons for 28×28 images, 266,610 parameters."
  ) { () throws(NetworkError) -> Graph in
    var network = try NetworkBuilder(channels: 1, height: 28, width: 28)
    try network.add("flatten", Flatten())
    try network.dense("ip1", 300)
    try network.add("relu1", ReLU())
    try network.dense("ip2", 100)
    try network.add("relu2", ReLU())
    try network.dense("ip3", 10)
    return network.graph
  }
}
