import Networks

/// A network from a description as Caffe has it (`.prototxt`), in the phase `TEST`.
///
/// Nodes have the names of the layers. Layers whose result replaces what they take become nodes of
/// their own; a `Scale` behind a `BatchNorm` becomes part of it; what only measures is left out.
public struct CaffeNetwork: Sendable {
  /// The network's name; empty if it has none.
  public let name: String
  /// What it computes.
  public let graph: Graph
  /// The names of the `Scale` layers, by those of the batch normalisations that they are part of:
  /// their weights are the scales and shifts.
  public let scales: [String: String]
  /// What was left out or taken for something, one sentence each.
  public let notes: [String]

  /// Reads a description, with layers in the newer form (`layer`) or the old one (`layers`).
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - keepsFinalSoftmax: whether a softmax that ends the network stays; losses that are computed
  ///     from the numbers before it have one of their own.
  /// - Throws: `CaffeError` with the place, and the layer and its type if one is not understood.
  public init(
    prototxt bytes: [UInt8], keepsFinalSoftmax: Bool = true
  ) throws(CaffeError) {
    let file = try PrototxtMessage(parsing: bytes)
    name = try CaffeLayer.texts(file["name"], "the name of the network").last ?? ""
    var inputs = try CaffeInputs(file)
    var layers: [CaffeLayer] = []
    let fields = file.fields.filter { $0.name == "layer" || $0.name == "layers" }
    for (index, field) in fields.enumerated() {
      let layer = try CaffeLayer(field, number: index + 1)
      guard try layer.isUsedInTest() else { continue }
      if CaffeLayerType.inputs.contains(layer.type) {
        try inputs.add(layer)
      } else {
        layers.append(layer)
      }
    }
    var builder = try CaffeGraphBuilder(
      inputs, layers, keepsFinalSoftmax: keepsFinalSoftmax)
    for layer in layers { try builder.add(layer) }
    graph = try builder.finished()
    scales = builder.scales
    notes = inputs.notes + builder.notes
  }
}
