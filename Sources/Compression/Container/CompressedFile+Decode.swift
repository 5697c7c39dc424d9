import Bytes
import Networks
import OrderedCollections
import Tensors
import Training

extension CompressedFile {
  /// The model as float32, without masks and codes: nothing is kept but the values.
  ///
  /// Takes the memory of the model, and little more: chunks of at most 2²¹ weights are decoded on
  /// each thread.
  /// - Parameter threads: number of threads; the model is the same for any.
  /// - Throws: `FormatError` if a section is damaged.
  public func decompressedModel(threads: Int = 1) throws(FormatError) -> Model {
    let pool = WorkerPool(threads: threads)
    let contents = try pool.map(parameters.count) { number throws(FormatError) in
      try parameters[number].contents()
    }
    let tensors = parameters.map { Tensor.unfilled($0.slot.shape) }
    let parts = contents.enumerated().flatMap { number, contents in
      (0..<contents.partCount).map { (number: number, part: $0) }
    }
    _ = try pool.map(parts.count) { task throws(FormatError) in
      let (number, part) = parts[task]
      try contents[number].decode(part, into: tensors[number].memory)
    }
    return try model(tensors.map(\.tensor))
  }

  /// The model with its masks and codebooks.
  /// - Parameter threads: number of threads; the model is the same for any.
  /// - Throws: `FormatError` if a section is damaged.
  public func compressedModel(threads: Int = 1) throws(FormatError) -> CompressedModel {
    let pool = WorkerPool(threads: threads)
    var tensors: [Tensor] = []
    var masks: OrderedDictionary<String, Mask> = [:]
    var codebooks: OrderedDictionary<String, Codebook> = [:]
    for parameter in parameters {
      let whole = try parameter.whole(on: pool)
      tensors.append(whole.weights)
      masks[parameter.name] = whole.mask
      codebooks[parameter.name] = whole.codebook
    }
    do {
      return try CompressedModel(try model(tensors), masks: masks, codebooks: codebooks)
    } catch let error as FormatError {
      throw error
    } catch let error as CompressionError {
      throw FormatError(offset: frame.end, message: error.message)
    } catch {
      throw FormatError(offset: frame.end, message: "the parts do not fit together")
    }
  }

  private func model(_ tensors: [Tensor]) throws(FormatError) -> Model {
    var values: OrderedDictionary<String, Tensor> = [:]
    for (parameter, tensor) in zip(parameters, tensors) { values[parameter.name] = tensor }
    do {
      return try Model(name: name, graph: graph, parameters: values)
    } catch {
      throw FormatError(offset: frame.end, message: error.text)
    }
  }
}

/// A parameter with everything that is known of it.
private struct WholeParameter {
  var weights: Tensor
  var mask: Mask?
  var codebook: Codebook?
}

extension StoredParameter {
  fileprivate func whole(on pool: WorkerPool) throws(FormatError) -> WholeParameter {
    switch try contents() {
    case .plain(let values): return WholeParameter(weights: try values.tensor())
    case .weight(let entries):
      let (tensor, memory) = Tensor.unfilled(slot.shape)
      try entries.expand(into: memory)
      let codes = entries.codebook == nil ? [] : try entries.allCodes()
      return WholeParameter(
        weights: tensor, mask: try entries.kept().map { Mask(kept: $0) },
        codebook: try entries.codebook?.whole(codes, at: sectionOffset))
    case .layer(let section, let symbolValues):
      let chunks = try pool.map(section.chunks.count) { task throws(FormatError) in
        try section.decode(section.chunks[task])
      }
      return try whole(section, symbolValues, chunks)
    }
  }

  private func whole(
    _ section: LayerSection, _ symbolValues: [Float], _ chunks: [DecodedChunk]
  ) throws(FormatError) -> WholeParameter {
    let (tensor, memory) = Tensor.unfilled(slot.shape)
    var codes = [UInt16](repeating: 0, count: section.codebook == nil ? 0 : slot.shape.count)
    var runs: [(words: [UInt64], count: Int)] = []
    var start = 0
    // With one stream for both, symbol 0 is the code 0 of pruned weights.
    let codeOfSymbol =
      (section.isDenseWithZero ? [0] : []) + (section.codebook?.codes ?? [])
    for chunk in chunks {
      chunk.expand(
        symbolValues, isShared: section.codes != nil,
        into: UnsafeMutableBufferPointer(rebasing: memory[start..<start + chunk.count]))
      if section.codebook != nil { chunk.place(codeOfSymbol, into: &codes, from: start) }
      if section.isPruned {
        runs.append((words: chunk.keptWords, count: chunk.count))
      }
      start += chunk.count
    }
    return WholeParameter(
      weights: tensor,
      mask: section.isPruned
        ? Mask(kept: Bitmap(count: slot.shape.count, runs: runs)) : nil,
      codebook: try section.codebook?.whole(codes, at: sectionOffset))
  }

  private var sectionOffset: Int { section?.offset ?? 0 }
}

extension StoredCodebook {
  /// The codebook with the code of every weight.
  fileprivate func whole(_ codes: [UInt16], at offset: Int) throws(FormatError) -> Codebook {
    do {
      return try Codebook(centroids: centroids, codes: codes, pinsZero: pinsZero, bits: bits)
    } catch {
      throw FormatError(offset: offset, message: error.message)
    }
  }
}

extension DecodedChunk {
  /// Writes the code of every weight that is left.
  fileprivate func place(
    _ codeOfSymbol: [UInt16], into codes: inout [UInt16], from start: Int
  ) {
    codes.withUnsafeMutableBufferPointer { codes in
      guard let words else {
        for (index, symbol) in symbols.enumerated() {
          codes[start + index] = codeOfSymbol[Int(symbol)]
        }
        return
      }
      var member = 0
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          codes[start + index * 64 + rest.trailingZeroBitCount] =
            codeOfSymbol[Int(symbols[member])]
          member += 1
          rest &= rest - 1
        }
      }
    }
  }

  /// Which weights are left of a pruned layer, one bit each.
  var keptWords: [UInt64] {
    if let words { return words }
    var words = [UInt64](repeating: 0, count: (symbols.count + 63) / 64)
    for (index, symbol) in symbols.enumerated() where symbol != 0 {
      words[index / 64] |= 1 << UInt64(index % 64)
    }
    return words
  }
}

extension CompressedModel {
  /// The model in the bytes of a `.dcz` file.
  /// - Throws: `FormatError` with an offset if the file is damaged, of another version, or breaks a
  ///   rule of FORMAT.md.
  public init(decoding bytes: [UInt8]) throws(FormatError) {
    self = try CompressedFile(bytes).compressedModel()
  }
}
