import DeepCompression
import SyntheticData

/// A small network in the format of Deep Compression's author, with its description.
enum SmallNet {
  static let prototxt = """
    name: "small"
    input: "data"
    input_dim: 1 input_dim: 1 input_dim: 28 input_dim: 28
    layer { name: "ip1" type: "InnerProduct" bottom: "data" top: "ip1"
      inner_product_param { num_output: 16 } }
    layer { name: "relu1" type: "ReLU" bottom: "ip1" top: "ip1" }
    layer { name: "ip2" type: "InnerProduct" bottom: "ip1" top: "ip2"
      inner_product_param { num_output: 10 } }
    layer { name: "prob" type: "Softmax" bottom: "ip2" top: "prob" }
    """

  /// The bytes of the `.net` file: every third weight, of shared values around 0.
  static func bytes() throws -> [UInt8] {
    let graph = try CaffeNetwork(prototxt: Array(prototxt.utf8), keepsFinalSoftmax: false).graph
    let layers = try SongHanLayout.layouts(of: graph).map { layout in
      try SongHanLayer(
        layout: layout, codebook: [0] + (1..<16).map { (Float($0) - 7.75) / 64 },
        bias: Array(repeating: 0.125, count: layout.biasCount),
        members: stride(from: 1, to: layout.weightCount, by: 3).map {
          SongHanLayer.Member(position: $0, code: UInt8($0 * $0 % 15 + 1))
        })
    }
    return try SongHanFile(layers: layers).serialized()
  }

  /// Writes `NAME.net` and `NAME.prototxt`.
  static func write(to folder: TemporaryFolder, _ name: String) throws {
    try folder.write("\(name).net", try bytes())
    try folder.write("\(name).prototxt", Array(prototxt.utf8))
  }
}
