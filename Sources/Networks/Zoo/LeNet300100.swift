import Tensors

extension Zoo {
  /// LeNet-300-100 (LeCun et al., 1998): two hidden layers of 300 and 100 neurons on 28×28
  /// images; 266,610 parameters. Layers are called as in Caffe and in the paper's table 2.
  static let lenet300100 = ZooEntry(
    name: "lenet-300-100",
    summary: "Two hidden layers of 300 and 100 neurons for 28×28 images, 266,610 parameters."
  ) { () throws(NetworkError) -> Graph in
    var graph = Graph(inputShape: try imageShape(1, 28, 28))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 300))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 300, outputs: 100))
    try graph.add("relu2", ReLU())
    try graph.add("ip3", Dense(inputs: 100, outputs: 10))
    return graph
  }

  static func imageShape(
    _ channels: Int, _ height: Int, _ width: Int
  ) throws(NetworkError) -> Shape {
    do {
      return try Shape([channels, height, width])
    } catch {
      throw NetworkError(error, at: "input")
    }
  }
}
