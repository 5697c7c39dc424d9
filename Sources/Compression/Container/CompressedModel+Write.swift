import Bytes
import Networks
import Tensors
import Training

extension CompressedModel {
  /// The bytes of a `.dcz` file, and where they go.
  ///
  /// What was written is read again, and compared with the model where the options keep it bit for
  /// bit.
  /// - Parameters:
  ///   - options: how it is coded.
  ///   - isCancelled: asked many times a second.
  /// - Throws: `CompressionError` if a value is NaN or infinite, an option is out of range, or so
  ///   little is left of the model that the file would be refused (see FORMAT.md, Size);
  ///   `CompressionError.cancelled` on cancellation.
  public func encoded(
    _ options: EncodingOptions = EncodingOptions(),
    isCancelled: () -> Bool = { false }
  ) throws(CompressionError) -> (bytes: [UInt8], report: EncodeReport) {
    let work = try AbandonableWork.run(isCancelled: isCancelled) {
      isAbandoned -> Result<(bytes: [UInt8], report: EncodeReport), CompressionError> in
      Result { () throws(CompressionError) in
        try encoded(options, isAbandoned: isAbandoned)
      }
    }
    guard let work else { throw .cancelled }
    return work
  }

  private func encoded(
    _ options: EncodingOptions, isAbandoned isCancelled: @escaping @Sendable () -> Bool
  ) throws(CompressionError) -> (bytes: [UInt8], report: EncodeReport) {
    try requireFinite()
    let pool = WorkerPool(threads: options.threads)
    let encoder = FileEncoder(
      compressed: self, options: options, pool: pool, isCancelled: isCancelled)
    let (bytes, trials) = try encoder.encode()
    guard model.float32Bytes <= bytes.count * Container.largestExpansion else {
      throw CompressionError(
        "so little is left of the model that readers would refuse the file",
        remedy: "prune less")
    }
    var report = try encoder.readBack(bytes)
    report.trials = trials
    if options.measuresXZ {
      report.measureXZ(of: model, isCancelled: isCancelled)
      if isCancelled() { throw .cancelled }
    }
    return (bytes, report)
  }
}

extension Model {
  /// The size of the file that `xz -9` makes of all values as float32.
  /// - Parameter isCancelled: asked several times a second.
  /// - Returns: nil if there is no memory for it, or on cancellation.
  func xzBytes(isCancelled: () -> Bool) -> Int? {
    var writer = ByteWriter()
    for tensor in parameters.values {
      if isCancelled() { return nil }
      writer.write(floats: tensor.values)
    }
    return writer.bytes.withUnsafeBytes { xzSize(of: $0, isCancelled: isCancelled) }
  }
}

/// Writes the sections of one file.
private struct FileEncoder {
  let compressed: CompressedModel
  let options: EncodingOptions
  let pool: WorkerPool
  let isCancelled: @Sendable () -> Bool

  private var model: Model { compressed.model }

  func encode() throws(CompressionError) -> (bytes: [UInt8], trials: [CoderTrial]) {
    let contents = try layerContents()
    var file = ContainerAssembler()
    var trials: [CoderTrial] = []
    if options.isPaperForm {
      file.add(.network, NetworkSection.write(model))
      for section in try paperSections(contents) { file.add(.codedWeight, section) }
      let plain = plainParameters(except: contents)
      if !plain.isEmpty { file.add(.plainParameters, plain) }
    } else {
      let coded = Set(contents.map(\.layer.parameter))
      let weights = Set(model.weightedLayers.map(\.parameter))
      file.add(
        .compactNetwork,
        CompactNetworkSection.write(model) { parameter in
          guard !coded.contains(parameter), let tensor = model.parameters[parameter] else {
            return nil
          }
          return PlainStorage(
            weights.contains(parameter) ? .float32 : options.parameters, for: tensor)
        })
      let writer = LayerSectionWriter(
        coders: options.coder, codebooks: options.codebooks, pool: pool,
        isCancelled: isCancelled)
      for layer in contents {
        let (section, tried) = try writer.write(layer)
        file.add(.codedLayer, section)
        trials += tried
      }
    }
    if let provenance = options.provenance { file.add(.provenance, provenance.bytes) }
    return (file.finish(), trials)
  }

  /// The weights that are pruned or shared.
  private func layerContents() throws(CompressionError) -> [LayerContents] {
    let layers = Dictionary(
      model.weightedLayers.map { ($0.parameter, $0) }, uniquingKeysWith: { first, _ in first })
    var result: [LayerContents] = []
    for (number, (name, tensor)) in model.parameters.enumerated() {
      let (mask, codebook) = (compressed.masks[name], compressed.codebooks[name])
      guard let layer = layers[name], mask != nil || codebook != nil else { continue }
      guard (1...8).contains(indexBits(layer.name)) else {
        throw CompressionError(
          "indices of \(indexBits(layer.name)) bits are outside 1 … 8", at: layer.name)
      }
      result.append(
        LayerContents(
          layer: layer, number: number, weights: tensor, mask: mask, codebook: codebook))
    }
    return result
  }

  private func indexBits(_ layer: String) -> Int {
    options.indexBits[layer] ?? EncodingOptions.defaultIndexBits
  }

  private func paperSections(
    _ contents: [LayerContents]
  ) throws(CompressionError) -> [[UInt8]] {
    try pool.map(contents.count) { task throws(CompressionError) in
      if isCancelled() { throw .cancelled }
      let layer = contents[task]
      return WeightSection.write(layer, indexBits: indexBits(layer.layer.name))
    }
  }

  private func plainParameters(except contents: [LayerContents]) -> [UInt8] {
    let coded = Set(contents.map(\.layer.parameter))
    var writer = ByteWriter()
    for (name, tensor) in model.parameters where !coded.contains(name) {
      writer.write(floats: tensor.values)
    }
    return writer.bytes
  }

  /// Reads what was written.
  func readBack(_ bytes: [UInt8]) throws(CompressionError) -> EncodeReport {
    do {
      let file = try CompressedFile(bytes)
      for (name, tensor) in model.parameters where options.isLossless {
        if isCancelled() { throw CompressionError.cancelled }
        guard try file.parameter(name)?.isBitIdentical(to: tensor) == true else {
          throw CompressionError("what was written does not read as the model", at: name)
        }
      }
      if isCancelled() { throw CompressionError.cancelled }
      return try file.report(threads: options.threads, indexBits: options.indexBits)
    } catch let error as FormatError {
      throw CompressionError("what was written cannot be read: \(error)")
    } catch let error as CompressionError {
      throw error
    } catch {
      throw CompressionError("what was written cannot be read")
    }
  }
}
