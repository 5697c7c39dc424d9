import Networks
import Tensors

enum TestGraphs {
  /// One hidden layer.
  static func hidden(_ inputs: Int = 12, _ width: Int = 20, _ classes: Int = 4) throws -> Graph {
    var graph = Graph(inputShape: .vector(inputs))
    try graph.add("ip1", Dense(inputs: inputs, outputs: width))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: width, outputs: classes))
    return graph
  }

  /// One hidden layer behind images.
  static func image(_ shape: Shape) throws -> Graph {
    var graph = Graph(inputShape: shape)
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: shape.count, outputs: 20))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 20, outputs: 4))
    return graph
  }

  /// One layer.
  static func linear(_ inputs: Int, _ classes: Int) throws -> Graph {
    var graph = Graph(inputShape: .vector(inputs))
    try graph.add("ip", Dense(inputs: inputs, outputs: classes))
    return graph
  }

  /// A hidden layer with normalisation and dropout.
  static func normalised(_ inputs: Int = 12, _ width: Int = 20, _ classes: Int = 4) throws -> Graph
  {
    var graph = Graph(inputShape: .vector(inputs))
    try graph.add("ip1", Dense(inputs: inputs, outputs: width))
    try graph.add("bn1", try BatchNorm(channels: width))
    try graph.add("relu1", ReLU())
    try graph.add("drop1", try Dropout(rate: 0.25))
    try graph.add("ip2", Dense(inputs: width, outputs: classes))
    return graph
  }

  /// Convolutions with normalisation around a residual, for images [2, 6, 6] and four classes.
  static func residual() throws -> Graph {
    var graph = Graph(inputShape: try Shape([2, 6, 6]))
    try graph.add(
      "conv1", try Convolution(inputs: 2, outputs: 4, kernel: 3, padding: 1, bias: false))
    try graph.add("bn1", try BatchNorm(channels: 4, momentum: 0.3))
    try graph.add("relu1", ReLU())
    try graph.add(
      "conv2", try Convolution(inputs: 4, outputs: 4, kernel: 3, padding: 1, bias: false))
    try graph.add("bn2", try BatchNorm(channels: 4, momentum: 0.3))
    try graph.add("add", Add(), inputs: [.node(2), .node(4)])
    try graph.add("relu2", ReLU())
    try graph.add("drop", try Dropout(rate: 0.25))
    try graph.add("flatten", Flatten())
    try graph.add("ip", Dense(inputs: 144, outputs: 4))
    return graph
  }

  /// Two layers of which the first is so large that its gradient is put off: 511 × 520 weights.
  ///
  /// The odd number of inputs makes pieces start at odd multiples of it.
  static func large() throws -> Graph {
    try hidden(511, 520, 4)
  }

  static func lenet300100() throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 300))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 300, outputs: 100))
    try graph.add("relu2", ReLU())
    try graph.add("ip3", Dense(inputs: 100, outputs: 10))
    return graph
  }

  /// Graphs whose activations have several readers, are looked at under another shape, or lead
  /// nowhere.
  static func branched() throws -> [(name: String, graph: Graph)] {
    let shape = try Shape([2, 3])
    func make(_ body: (inout Graph) throws -> Void) throws -> Graph {
      var graph = Graph(inputShape: shape)
      try body(&graph)
      return graph
    }
    return [
      (
        "a residual",
        try make { graph in
          try graph.add("flat", Flatten())
          try graph.add("ip1", Dense(inputs: 6, outputs: 5))
          try graph.add("relu", ReLU())
          try graph.add("ip2", Dense(inputs: 5, outputs: 5))
          try graph.add("sum", Add(), inputs: [.node(1), .node(3)])
          try graph.add("ip3", Dense(inputs: 5, outputs: 3))
        }
      ),
      (
        "an input with a view and another reader",
        try make { graph in
          try graph.add("flat", Flatten())
          try graph.add("ip1", Dense(inputs: 6, outputs: 6))
          try graph.add("relu", ReLU(), inputs: [.input])
          try graph.add("flat2", Flatten())
          try graph.add("sum", Add(), inputs: [.node(1), .node(3)])
          try graph.add("ip2", Dense(inputs: 6, outputs: 3))
        }
      ),
      (
        "a view with several readers",
        try make { graph in
          try graph.add("flat", Flatten())
          try graph.add("ip1", Dense(inputs: 6, outputs: 4))
          try graph.add("view", Flatten())
          try graph.add("relu", ReLU(), inputs: [.node(2)])
          try graph.add("ip2", Dense(inputs: 4, outputs: 4), inputs: [.node(2)])
          try graph.add("sum", Add(), inputs: [.node(3), .node(4)])
        }
      ),
      (
        "a result with a view and other readers",
        try make { graph in
          try graph.add("flat", Flatten())
          try graph.add("ip1", Dense(inputs: 6, outputs: 4))
          try graph.add("view", Flatten(), inputs: [.node(1)])
          try graph.add("view2", Flatten(), inputs: [.node(2)])
          try graph.add("relu", ReLU(), inputs: [.node(1)])
          try graph.add("sum", Add(), inputs: [.node(3), .node(4)])
          try graph.add("twice", Add(), inputs: [.node(5), .node(5)])
          try graph.add("last", Flatten())
        }
      ),
      (
        "branches that lead nowhere",
        try make { graph in
          try graph.add("flat", Flatten())
          try graph.add("ip1", Dense(inputs: 6, outputs: 4))
          try graph.add("dead1", Dense(inputs: 4, outputs: 2))
          try graph.add("ip2", Dense(inputs: 4, outputs: 3), inputs: [.node(1)])
          try graph.add("dead2", ReLU(), inputs: [.node(1)])
          try graph.add("relu", ReLU(), inputs: [.node(3)])
        }
      ),
    ]
  }
}
