import Networks
import OrderedCollections
import Tensors
import Training

/// A model with what compression has decided about it: masks and codebooks by parameter.
///
/// Kept at all times: a weight outside its mask is exactly +0, and a weight of a shared layer is
/// bit for bit its shared value.
public struct CompressedModel: Sendable {
  /// Network and values.
  public private(set) var model: Model
  /// Which weights are left, by parameter name, in the order of the graph.
  public private(set) var masks: OrderedDictionary<String, Mask>
  /// Shared weights, by parameter name, in the order of the graph.
  public private(set) var codebooks: OrderedDictionary<String, Codebook>

  /// A model that nothing has been done to.
  public init(_ model: Model) {
    self.model = model
    masks = [:]
    codebooks = [:]
  }

  /// A model with masks and codebooks, which the values are put on.
  /// - Throws: `CompressionError` if one does not belong to a weight of the model.
  public init(
    _ model: Model, masks: OrderedDictionary<String, Mask>,
    codebooks: OrderedDictionary<String, Codebook>
  ) throws(CompressionError) {
    self.init(model)
    let names = Set(model.weightedLayers.map(\.parameter))
    for name in Array(masks.keys) + Array(codebooks.keys) where !names.contains(name) {
      throw CompressionError("the network has no such weight", at: name)
    }
    // In the order of the graph, whatever order they came in.
    for layer in model.weightedLayers {
      if let mask = masks[layer.parameter] { try set(mask, layer) }
      if let codebook = codebooks[layer.parameter] { try set(codebook, layer) }
    }
  }

  /// The constraints that training must respect, by parameter.
  public var constraints: [String: [any ParameterConstraint]] {
    var result: [String: [any ParameterConstraint]] = [:]
    for (name, mask) in masks { result[name, default: []].append(mask) }
    for (name, codebook) in codebooks {
      result[name, default: []].append(SharedWeights(codebook))
    }
    return result
  }

  /// Takes over values that were trained under `constraints`.
  /// - Throws: `CompressionError` if they are another network's or break a constraint.
  public mutating func adopt(_ trained: Model) throws(CompressionError) {
    let isSameNetwork =
      trained.parameters.count == model.parameters.count
      && model.parameters.allSatisfy { trained.parameters[$0.key]?.shape == $0.value.shape }
    guard isSameNetwork else {
      throw CompressionError("the trained values are those of another network")
    }
    var next = self
    next.model = trained
    for (name, codebook) in codebooks {
      next.codebooks[name] = codebook.updated(from: try next.weights(name))
    }
    if let violation = next.violations.first {
      throw CompressionError("the trained values do not respect it", at: violation)
    }
    self = next
  }

  /// Number of weights that are not pruned, over all layers.
  public var keptCount: Int {
    model.weightedLayers.reduce(0) { $0 + (masks[$1.parameter]?.keptCount ?? $1.shape.count) }
  }

  /// Number of weights over all layers.
  public var weightCount: Int { model.weightedLayers.reduce(0) { $0 + $1.shape.count } }

  /// Parameters whose values break their mask or codebook: none, if the code is right.
  package var violations: [String] {
    var result: [String] = []
    for layer in model.weightedLayers {
      guard let weights = model.parameters[layer.parameter] else { continue }
      if let mask = masks[layer.parameter] {
        let broken = weights.withUnsafeBufferPointer { values in
          values.indices.contains { !mask.kept[$0] && values[$0].bitPattern != 0 }
        }
        if broken { result.append(layer.parameter) }
      }
      if let codebook = codebooks[layer.parameter] {
        let broken = weights.withUnsafeBufferPointer { values in
          values.indices.contains {
            values[$0].bitPattern != codebook.centroids[Int(codebook.codes[$0])].bitPattern
          }
        }
        if broken { result.append(layer.parameter) }
      }
    }
    return result
  }

  func weights(_ parameter: String) throws(CompressionError) -> Tensor {
    do {
      return try model.parameter(parameter)
    } catch {
      throw CompressionError(error)
    }
  }

  mutating func set(_ mask: Mask, _ layer: WeightedLayer) throws(CompressionError) {
    guard mask.count == layer.shape.count else {
      throw CompressionError(
        "a mask of \(mask.count) does not fit \(layer.shape.count) weights", at: layer.name)
    }
    var weights = try weights(layer.parameter)
    weights.withUnsafeMutableBufferPointer { mask.project($0, from: 0) }
    masks[layer.parameter] = mask
    try setWeights(weights, layer)
  }

  mutating func set(_ codebook: Codebook, _ layer: WeightedLayer) throws(CompressionError) {
    let mask = masks[layer.parameter]
    guard codebook.pinsZero == (mask != nil) else {
      throw CompressionError(
        "code 0 must stand for pruned weights where there are some, and only there",
        at: layer.name)
    }
    let weights: Tensor
    do {
      weights = try codebook.weights(shape: layer.shape)
    } catch {
      throw CompressionError(error.message, at: layer.name)
    }
    let fits = mask.map { mask in
      codebook.codes.indices.allSatisfy { (codebook.codes[$0] != 0) == mask.kept[$0] }
    }
    guard fits ?? true else {
      throw CompressionError("codes and mask disagree about pruned weights", at: layer.name)
    }
    codebooks[layer.parameter] = codebook
    try setWeights(weights, layer)
  }

  /// Puts masks and codebooks in the order of the graph, in whatever order the layers were worked
  /// on: equal models are then equal in every detail.
  mutating func putInOrder() {
    let (masks, codebooks) = (masks, codebooks)
    self.masks = [:]
    self.codebooks = [:]
    for layer in model.weightedLayers {
      self.masks[layer.parameter] = masks[layer.parameter]
      self.codebooks[layer.parameter] = codebooks[layer.parameter]
    }
  }

  mutating func setWeights(_ weights: Tensor, _ layer: WeightedLayer) throws(CompressionError) {
    do {
      try model.setParameter(layer.parameter, weights)
    } catch {
      throw CompressionError(error)
    }
  }

  func requireFinite() throws(CompressionError) {
    do {
      try model.requireFinite()
    } catch {
      throw CompressionError(error.message, at: error.place, remedy: "load or train another model")
    }
  }
}
