import Networks

/// What the network says about a layer in Song Han's `.net` format: the file itself has no names.
public struct SongHanLayout: Hashable, Sendable {
  /// The layer's name, which decides the width of its codes.
  public let name: String
  /// Number of weights, zeros included.
  public let weightCount: Int
  /// Number of biases.
  public let biasCount: Int

  /// A layout.
  /// - Parameters:
  ///   - name: the layer's name.
  ///   - weightCount: number of weights, zeros included.
  ///   - biasCount: number of biases.
  public init(name: String, weightCount: Int, biasCount: Int) {
    self.name = name
    self.weightCount = weightCount
    self.biasCount = biasCount
  }

  /// Bits of a code: 8 if the name contains `conv`, else 4.
  public var bits: Int { name.contains("conv") ? 8 : 4 }

  /// Number of shared weights, 0 among them.
  public var clusters: Int { 1 << bits }

  /// Bits of a gap.
  public static let gapBits = 4
  /// The largest gap; with code 0 it only skips.
  public static let largestGap: UInt8 = 15

  /// Whether the format stores layers of this name.
  static func isStored(name: String) -> Bool {
    ["conv", "fc", "ip"].contains { name.contains($0) }
  }

  /// The layers of a network, in its order.
  /// - Throws: `NetworkError` that names the first layer whose parameters the format cannot store.
  public static func layouts(of graph: Graph) throws(NetworkError) -> [SongHanLayout] {
    var layouts: [SongHanLayout] = []
    for node in graph.nodes where !node.parameters.isEmpty {
      let slots = node.parameters.map(\.slot)
      guard slots.count == 2, slots[0].role == .weight, slots[1].role == .bias else {
        throw NetworkError(
          "a .net file has a weight and a bias for each layer, and this one has "
            + slots.map(\.name).joined(separator: ", "), at: node.name)
      }
      guard isStored(name: node.name) else {
        throw NetworkError(
          "a .net file only has layers whose name contains conv, fc or ip", at: node.name)
      }
      layouts.append(
        SongHanLayout(
          name: node.name, weightCount: slots[0].shape.count, biasCount: slots[1].shape.count))
    }
    return layouts
  }
}
