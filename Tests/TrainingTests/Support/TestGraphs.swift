import Networks
import Tensors
import Training

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
          try graph.add("sum", Sum(), inputs: [.node(1), .node(3)])
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
          try graph.add("sum", Sum(), inputs: [.node(1), .node(3)])
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
          try graph.add("sum", Sum(), inputs: [.node(3), .node(4)])
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
          try graph.add("sum", Sum(), inputs: [.node(3), .node(4)])
          try graph.add("twice", Sum(), inputs: [.node(5), .node(5)])
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
