import Bytes
import Compression
import Interchange
import Networks
import OrderedCollections
import Tensors

/// Why a `.net` file with its network's description does not give a model, or cannot be written.
public enum NetFileError: Error, Sendable {
  /// A file cannot be read or written.
  case file(FileError)
  /// The description of the network is not understood.
  case description(CaffeError)
  /// The contents of the `.net` file break the format, or do not fit the network.
  case format(FormatError)
  /// A network or a model that the format cannot store.
  case contents(CompressionError)
}

extension NetFileError {
  /// The error that one of a step becomes.
  fileprivate init(_ error: any Error) {
    switch error {
    case let error as NetFileError: self = error
    case let error as FileError: self = .file(error)
    case let error as CaffeError: self = .description(error)
    case let error as FormatError: self = .format(error)
    case let error as CompressionError: self = .contents(error)
    case let error as NetworkError:
      self = .contents(CompressionError(error.message, at: error.place))
    case let error as SongHanError:
      self = .contents(CompressionError(error.message, at: error.layer))
    case let error as ShapeError: self = .contents(CompressionError(error.message))
    default: self = .contents(CompressionError("the contents do not make a model"))
    }
  }
}

/// Models in Song Han's `.net` format, whose network a Caffe description gives.
public enum NetFile {
  /// The longest description of a network that is read, in bytes; usual ones have up to 100 KB.
  public static let longestDescription = 1 << 24

  /// A model with what is to be told of its file.
  public struct Contents: Sendable {
    /// The model, with a mask and a codebook for each layer.
    public let compressed: CompressedModel
    /// Bytes of the file on disk.
    public let bytes: Int
    /// Number of entries, fillers included.
    public let entries: Int
    /// Number of entries that only make room for the next one.
    public let fillers: Int
    /// What was left out of the network's description, one sentence each.
    public let notes: [String]
  }

  /// Reads a model; a softmax that ends its network is left out, as losses have one.
  /// - Parameters:
  ///   - path: the `.net` file.
  ///   - prototxt: the file with the description of its network.
  /// - Throws: `NetFileError`.
  public static func read(
    _ path: String, prototxt: String
  ) throws(NetFileError) -> Contents {
    do {
      return try read(
        try readFile(path), prototxt: try readFile(prototxt, limit: longestDescription))
    } catch {
      throw NetFileError(error)
    }
  }

  /// The model in the bytes of the two files.
  package static func read(
    _ bytes: [UInt8], prototxt: [UInt8]
  ) throws(NetFileError) -> Contents {
    do {
      let network = try CaffeNetwork(prototxt: prototxt, keepsFinalSoftmax: false)
      let file = try SongHanFile(
        parsing: bytes, layouts: try SongHanLayout.layouts(of: network.graph))
      return Contents(
        compressed: try compressed(file, network), bytes: bytes.count, entries: file.entryCount,
        fillers: file.fillerCount, notes: network.notes)
    } catch {
      throw NetFileError(error)
    }
  }

  private static func compressed(
    _ file: SongHanFile, _ network: CaffeNetwork
  ) throws(NetFileError) -> CompressedModel {
    var parameters: OrderedDictionary<String, Tensor> = [:]
    var masks: OrderedDictionary<String, Mask> = [:]
    var codebooks: OrderedDictionary<String, Codebook> = [:]
    let nodes = network.graph.nodes.filter { !$0.parameters.isEmpty }
    do {
      for (node, layer) in zip(nodes, file.layers) {
        let (weight, bias) = (node.parameters[0], node.parameters[1])
        parameters[weight.name] = try Tensor(layer.weights, shape: weight.slot.shape)
        parameters[bias.name] = try Tensor(layer.bias, shape: bias.slot.shape)
        (masks[weight.name], codebooks[weight.name]) = try constraints(layer)
      }
      let name = network.name.isEmpty ? "network" : network.name
      return try CompressedModel(
        try Model(name: name, graph: network.graph, parameters: parameters), masks: masks,
        codebooks: codebooks)
    } catch {
      throw NetFileError(error)
    }
  }

  /// The mask and the codebook of a layer.
  ///
  /// A weight that is stored although it is 0 must have another code than the pruned ones: it gets
  /// one more shared weight, behind those of the file.
  private static func constraints(
    _ layer: SongHanLayer
  ) throws(CompressionError) -> (Mask, Codebook) {
    let count = layer.layout.weightCount
    var kept = Bitmap(count: count, filled: false)
    var codes = [UInt16](repeating: 0, count: count)
    let storedZero = UInt16(layer.layout.clusters)
    var hasStoredZero = false
    for member in layer.members {
      kept[member.position] = true
      codes[member.position] = member.code == 0 ? storedZero : UInt16(member.code)
      hasStoredZero = hasStoredZero || member.code == 0
    }
    let codebook = try Codebook(
      centroids: layer.codebook + (hasStoredZero ? [0] : []), codes: codes, pinsZero: true,
      bits: layer.layout.bits + (hasStoredZero ? 1 : 0))
    return (Mask(kept: kept), codebook)
  }

  /// Writes a model, whole or not at all.
  /// - Returns: the size of the file in bytes.
  /// - Throws: `NetFileError` that names the layer that does not fit the format.
  public static func write(
    _ compressed: CompressedModel, to path: String
  ) throws(NetFileError) -> Int {
    let bytes = try serialized(compressed)
    do {
      try writeFileAtomically(bytes, to: path)
    } catch {
      throw .file(error)
    }
    return bytes.count
  }

  /// The bytes of a model's file.
  package static func serialized(
    _ compressed: CompressedModel
  ) throws(NetFileError) -> [UInt8] {
    do {
      var layers: [SongHanLayer] = []
      for layout in try SongHanLayout.layouts(of: compressed.model.graph) {
        layers.append(try layer(layout, of: compressed))
      }
      return try SongHanFile(layers: layers).serialized()
    } catch {
      throw NetFileError(error)
    }
  }

  private static func layer(
    _ layout: SongHanLayout, of compressed: CompressedModel
  ) throws(NetFileError) -> SongHanLayer {
    let weight = "\(layout.name).weight"
    guard let codebook = compressed.codebooks[weight] else {
      throw .contents(
        CompressionError(
          "its weights are not shared, and a .net file has shared weights only", at: layout.name,
          remedy: "quantize --bits \(layout.name)=\(layout.bits)"))
    }
    var shared = codebook.centroids
    // Behind the file's own shared weights there may be one for zeros that are stored.
    let storedZero = UInt16(layout.clusters)
    let hasStoredZero =
      codebook.pinsZero && shared.count == layout.clusters + 1 && shared.last?.bitPattern == 0
    if hasStoredZero { shared.removeLast() }
    if !codebook.pinsZero { shared.insert(0, at: 0) }
    guard shared.count <= layout.clusters else {
      throw .contents(
        CompressionError(
          "\(shared.count - 1) shared weights are too many: a .net file holds "
            + "\(layout.clusters - 1) beside 0 in a layer of this name", at: layout.name,
          remedy: "quantize --bits \(layout.name)=\(layout.bits) after pruning, or one bit less "
            + "without"))
    }
    let shift: UInt16 = codebook.pinsZero ? 0 : 1
    var members: [SongHanLayer.Member] = []
    for (position, code) in codebook.codes.enumerated() {
      if codebook.pinsZero, code == 0 { continue }
      let written = hasStoredZero && code == storedZero ? 0 : code + shift
      members.append(
        SongHanLayer.Member(position: position, code: UInt8(truncatingIfNeeded: written)))
    }
    do {
      return try SongHanLayer(
        layout: layout, codebook: shared,
        bias: try compressed.model.parameter("\(layout.name).bias").values, members: members)
    } catch {
      throw NetFileError(error)
    }
  }
}
