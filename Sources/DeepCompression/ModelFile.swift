import Bytes
import Compression
import Interchange
import Networks
import OrderedCollections
import Tensors

/// Why a file does not give a model.
public enum ModelFileError: Error, Sendable {
  /// It cannot be read or written.
  case file(FileError)
  /// Its contents break the format.
  case format(FormatError)
  /// Its contents do not make a model.
  case contents(CompressionError)
}

/// Models in files: `.dcz` as a compressed model, safetensors as an uncompressed one.
///
/// An uncompressed model keeps its masks and codebooks bit for bit: beside `ip1.weight` there are
/// `ip1.weight.mask` (BOOL), `ip1.weight.codes` (U16) and `ip1.weight.codebook` (F32), and the
/// metadata describe the network. Other programs see ordinary arrays.
public enum ModelFile {
  /// A model with the size of the file that it came from.
  public struct Contents: Sendable {
    /// The model.
    public let compressed: CompressedModel
    /// Bytes of the file on disk.
    public let bytes: Int
    /// Whether the file is a compressed one.
    public let isCompressed: Bool
  }

  private enum Key {
    static let version = "dcsh.version"
    static let currentVersion = "1"
    static let name = "dcsh.network"
    static let graph = "dcsh.graph"
    static func bits(_ parameter: String) -> String { "dcsh.bits.\(parameter)" }
  }

  /// Reads a model; the format is recognised by its contents.
  /// - Throws: `ModelFileError` if the file cannot be read, or is not a model that is understood.
  public static func read(_ path: String) throws(ModelFileError) -> Contents {
    try read(try contents(of: path))
  }

  /// The values of a model alone, without masks and codebooks: quicker, and in less memory.
  /// - Parameters:
  ///   - path: a file.
  ///   - threads: number of threads; the model is the same for any.
  /// - Returns: the model, and the bytes of the file on disk.
  /// - Throws: `ModelFileError` if the file cannot be read, or is not a model that is understood.
  public static func readModel(
    _ path: String, threads: Int
  ) throws(ModelFileError) -> (model: Model, bytes: Int) {
    let bytes = try contents(of: path)
    guard isCompressed(bytes) else {
      let contents = try read(bytes)
      return (contents.compressed.model, contents.bytes)
    }
    do {
      return (try CompressedFile(bytes).decompressedModel(threads: threads), bytes.count)
    } catch {
      throw .format(error)
    }
  }

  private static func contents(of path: String) throws(ModelFileError) -> [UInt8] {
    do {
      return try readFile(path)
    } catch {
      throw .file(error)
    }
  }

  private static func isCompressed(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: Array("DCZ".utf8))
  }

  /// The model in the bytes of a file.
  package static func read(_ bytes: [UInt8]) throws(ModelFileError) -> Contents {
    let file: SafetensorsFile
    do throws(FormatError) {
      if isCompressed(bytes) {
        return Contents(
          compressed: try CompressedModel(decoding: bytes), bytes: bytes.count,
          isCompressed: true)
      }
      file = try SafetensorsFile(parsing: bytes)
    } catch {
      throw .format(error)
    }
    do {
      return Contents(
        compressed: try compressed(from: file), bytes: bytes.count, isCompressed: false)
    } catch {
      throw .contents(error)
    }
  }

  /// Writes an uncompressed model, whole or not at all.
  /// - Returns: the size of the file in bytes.
  /// - Throws: `ModelFileError` if the file cannot be written or a value is not finite.
  public static func write(
    _ compressed: CompressedModel, to path: String
  ) throws(ModelFileError) -> Int {
    do {
      try compressed.model.requireFinite()
      let bytes = try file(of: compressed).serialized()
      try writeFileAtomically(bytes, to: path)
      return bytes.count
    } catch let error as FileError {
      throw .file(error)
    } catch let error as NetworkError {
      throw .contents(CompressionError(error.message, at: error.place))
    } catch let error as SafetensorsError {
      throw .contents(CompressionError(error.message))
    } catch {
      throw .contents(CompressionError("the model cannot be written"))
    }
  }

  private static func file(
    of compressed: CompressedModel
  ) throws(SafetensorsError) -> SafetensorsFile {
    let model = compressed.model
    var file = try SafetensorsFile(metadata: [
      Key.version: Key.currentVersion, Key.name: model.name,
      Key.graph: GraphText.lines(model.graph),
    ])
    for (name, tensor) in model.parameters {
      let shape = tensor.shape.dimensions
      try file.append(NamedTensor(name: name, shape: shape, floats: tensor.values))
      if let mask = compressed.masks[name] {
        try file.append(
          NamedTensor(
            name: "\(name).mask", elementType: .bool, shape: shape,
            bytes: (0..<mask.count).map { mask.kept[$0] ? 1 : 0 }))
      }
      if let codebook = compressed.codebooks[name] {
        var codes = ByteWriter()
        for code in codebook.codes { codes.write(code) }
        try file.append(
          NamedTensor(
            name: "\(name).codes", elementType: .uint16, shape: shape, bytes: codes.bytes))
        try file.append(
          NamedTensor(
            name: "\(name).codebook", shape: [codebook.centroids.count],
            floats: codebook.centroids))
        file.metadata[Key.bits(name)] = String(codebook.bits)
      }
    }
    return file
  }

  private static func compressed(
    from file: SafetensorsFile
  ) throws(CompressionError) -> CompressedModel {
    guard let name = file.metadata[Key.name], let text = file.metadata[Key.graph] else {
      throw CompressionError("this is a safetensors file without a description of its network")
    }
    guard let version = file.metadata[Key.version], version == Key.currentVersion else {
      throw CompressionError("the file is of another version than this program reads, which is 1")
    }
    do {
      let graph = try GraphText.graph(text)
      var parameters: OrderedDictionary<String, Tensor> = [:]
      var masks: OrderedDictionary<String, Mask> = [:]
      var codebooks: OrderedDictionary<String, Codebook> = [:]
      for (parameter, slot) in graph.nodes.flatMap(\.parameters) {
        let array = try required(file, parameter, slot.shape)
        guard let floats = array.floats else {
          throw CompressionError("is not an array of float32", at: parameter)
        }
        parameters[parameter] = try Tensor(floats, shape: slot.shape)
        masks[parameter] = try mask(file, parameter, slot.shape)
        codebooks[parameter] = try codebook(file, parameter, slot.shape, masks[parameter])
      }
      try requireKnown(file.tensors, in: graph)
      let model = try Model(name: name, graph: graph, parameters: parameters)
      try model.requireFinite()
      let result = try CompressedModel(model, masks: masks, codebooks: codebooks)
      for (parameter, tensor) in parameters
      where !(result.model.parameters[parameter]?.isBitIdentical(to: tensor) ?? false) {
        throw CompressionError("its values do not agree with its mask and codes", at: parameter)
      }
      return result
    } catch let error as CompressionError {
      throw error
    } catch let error as NetworkError {
      throw CompressionError(error.message, at: error.place)
    } catch let error as ShapeError {
      throw CompressionError(error.message)
    } catch {
      throw CompressionError("the contents do not make a model")
    }
  }

  /// Refuses arrays that belong to no parameter: an overlooked mask would be a lost mask.
  private static func requireKnown(
    _ arrays: [NamedTensor], in graph: Graph
  ) throws(CompressionError) {
    var known: Set<String> = []
    for (parameter, _) in graph.nodes.flatMap(\.parameters) {
      for suffix in ["", ".mask", ".codes", ".codebook"] { known.insert(parameter + suffix) }
    }
    for array in arrays where !known.contains(array.name) {
      throw CompressionError("belongs to no parameter of the network", at: array.name)
    }
  }

  private static func required(
    _ file: SafetensorsFile, _ name: String, _ shape: Shape
  ) throws(CompressionError) -> NamedTensor {
    guard let array = file[name] else { throw CompressionError("is missing", at: name) }
    guard array.shape == shape.dimensions else {
      throw CompressionError("has the shape \(array.shape), not \(shape)", at: name)
    }
    return array
  }

  private static func mask(
    _ file: SafetensorsFile, _ parameter: String, _ shape: Shape
  ) throws(CompressionError) -> Mask? {
    let name = "\(parameter).mask"
    guard file[name] != nil else { return nil }
    let array = try required(file, name, shape)
    guard array.elementType == .bool, array.bytes.allSatisfy({ $0 <= 1 }) else {
      throw CompressionError("is not an array of truth values", at: name)
    }
    var kept = Bitmap(count: shape.count, filled: false)
    for (index, byte) in array.bytes.enumerated() where byte == 1 { kept[index] = true }
    return Mask(kept: kept)
  }

  private static func codebook(
    _ file: SafetensorsFile, _ parameter: String, _ shape: Shape, _ mask: Mask?
  ) throws(CompressionError) -> Codebook? {
    guard let values = file["\(parameter).codebook"] else { return nil }
    let codes = try required(file, "\(parameter).codes", shape)
    guard let centroids = values.floats, codes.elementType == .uint16,
      let bits = file.metadata[Key.bits(parameter)].flatMap(Int.init)
    else {
      throw CompressionError("its codebook is not understood", at: parameter)
    }
    var symbols: [UInt16] = []
    symbols.reserveCapacity(shape.count)
    for index in 0..<shape.count {
      symbols.append(UInt16(codes.bytes[2 * index]) | UInt16(codes.bytes[2 * index + 1]) << 8)
    }
    if let mask, symbols.indices.contains(where: { mask.kept[$0] != (symbols[$0] != 0) }) {
      throw CompressionError("code 0 must be that of all pruned weights alone", at: parameter)
    }
    return try Codebook(
      centroids: centroids, codes: symbols, pinsZero: mask != nil, bits: bits)
  }
}
