import Networks

/// Inputs and output gradients of large dense layers, for a whole minibatch.
///
/// The gradient of a weight [outputs, inputs] takes as much memory as the weight, and each shard
/// would write one. For large layers the two factors of it are kept instead, and the update
/// computes the gradient piece by piece, in a core's cache, where it is used up at once.
final class GradientTape {
  /// One layer's factors.
  final class Entry {
    let parameter: String
    let inputs: Int
    let outputs: Int
    /// [batch, inputs]
    let x: ActivationMemory
    /// [batch, outputs]
    let dy: ActivationMemory

    init(_ layer: Dense, parameter: String, batch: Int) {
      self.parameter = parameter
      inputs = layer.inputs
      outputs = layer.outputs
      x = ActivationMemory(count: batch * layer.inputs)
      dy = ActivationMemory(count: batch * layer.outputs)
    }
  }

  /// Weights from which on a layer's gradient is put off: a piece of the update
  /// (`ParameterUpdate.pieceSize`). Storing it is slower even where it would fit a core's cache.
  static let smallestWeight = 1 << 14

  private var entries: [Int: Entry] = [:]

  /// Room for the large dense layers of a graph.
  /// - Parameters:
  ///   - graph: the network.
  ///   - batch: examples of a minibatch.
  ///   - frozen: parameters that are not trained.
  init(_ graph: Graph, batch: Int, frozen: Set<String>) {
    for (index, node) in graph.nodes.enumerated() {
      guard let layer = node.operation as? Dense, let weight = node.parameters.first,
        weight.slot.shape.count >= GradientTape.smallestWeight, !frozen.contains(weight.name)
      else { continue }
      entries[index] = Entry(layer, parameter: weight.name, batch: batch)
    }
  }

  /// The factors of a node's weight gradient, if it is put off.
  func entry(for node: Int) -> Entry? { entries[node] }

  /// Names of the parameters whose gradients are put off.
  var parameters: Set<String> { Set(entries.values.map(\.parameter)) }

  /// The factors of a parameter's gradient, if it is put off.
  func entry(of parameter: String) -> Entry? {
    entries.values.first { $0.parameter == parameter }
  }
}
