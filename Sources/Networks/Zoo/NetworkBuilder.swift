import Tensors

/// Adds layers to a graph as networks of the zoo repeat them: each takes what the layer before it
/// gives, unless told otherwise, and as many channels as that has.
struct NetworkBuilder {
  /// What has been built.
  private(set) var graph: Graph

  /// A network of images, without layers yet.
  init(channels: Int, height: Int, width: Int) throws(NetworkError) {
    do {
      graph = Graph(inputShape: try Shape([channels, height, width]))
    } catch {
      throw NetworkError(error, at: "input")
    }
  }

  /// The result of the layer added last.
  var last: Source { graph.nodes.isEmpty ? .input : .node(graph.nodes.count - 1) }

  /// The first extent of an activation: channels of an image, elements of a vector.
  func channels(of source: Source) -> Int { graph.shape(of: source).dimensions.first ?? 1 }

  /// Adds any operation.
  mutating func add(
    _ name: String, _ operation: any Operation, to inputs: [Source]? = nil
  ) throws(NetworkError) {
    try graph.add(name, operation, inputs: inputs ?? [last])
  }

  /// Adds a convolution of as many channels as its input has.
  mutating func convolution(
    _ name: String, _ outputs: Int, kernel: Extent2, stride: Extent2 = 1,
    padding: Padding2 = .none, groups: Int = 1, bias: Bool = true, to input: Source? = nil
  ) throws(NetworkError) {
    let input = input ?? last
    let convolution = try Convolution(
      inputs: channels(of: input), outputs: outputs, kernel: kernel, stride: stride,
      padding: padding, groups: groups, bias: bias)
    try add(name, convolution, to: [input])
  }

  /// Adds a batch normalisation of the layer before.
  mutating func batchNorm(_ name: String) throws(NetworkError) {
    try add(name, try BatchNorm(channels: channels(of: last)))
  }

  /// Adds a max pooling.
  mutating func maxPool(
    _ name: String, kernel: Extent2, stride: Extent2, padding: Padding2 = .none,
    rounding: Rounding = .floor
  ) throws(NetworkError) {
    let window = try PoolingWindow(
      kernel: kernel, stride: stride, padding: padding, rounding: rounding)
    try add(name, MaxPool(window))
  }

  /// Adds a fully connected layer; the one before must give a vector.
  mutating func dense(_ name: String, _ outputs: Int) throws(NetworkError) {
    try add(name, try Dense(inputs: channels(of: last), outputs: outputs))
  }
}
