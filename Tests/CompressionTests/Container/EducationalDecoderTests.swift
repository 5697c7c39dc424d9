import Bytes
import Compression
import EntropyCoding
import Networks
import Tensors
import Testing

/// The small models of the other suites go through both decoders too.
@Suite struct EducationalDecoderTests {
  /// Layers of every kind of neighbourhood: kernels, many columns, many rows.
  private static func model(_ kind: String) throws -> CompressedModel {
    switch kind {
    case "dense": CompressedModel(try TestModels.laplacian(90, 40))
    case "kernels": CompressedModel(try TestModels.images())
    default: CompressedModel(try TestModels.small())
    }
  }

  private static func compressed(
    _ kind: String, keep: Double?, bits: Int?
  ) throws -> CompressedModel {
    var random = RandomSource(seed: 4)
    var model = try model(kind)
    if let keep { _ = try model.prune(keep: model.layers(keep)) }
    if let bits {
      _ = try model.quantize(
        bits: model.layers(bits), initialization: .linear, iterations: 2, random: &random)
    }
    return model
  }

  /// Reads a file with both decoders.
  private func expectSame(
    _ model: CompressedModel, _ options: EncodingOptions, _ what: String
  ) throws {
    let bytes = try model.encoded(options).bytes
    expectAgrees(try EducationalDecoder(bytes), try CompressedModel(decoding: bytes), what)
  }

  /// All coders (those of the form of the paper too), with and without pruning and sharing.
  @Test(arguments: ["dense", "kernels", "small"])
  func agreesAboutEveryCoderAndForm(kind: String) throws {
    for coder in CoderSelection.allCases {
      for (keep, bits) in [(nil, 3), (0.1, nil), (0.1, 5), (0.4, 7), (0, 2), (1, 4)]
        as [(Double?, Int?)]
      {
        let what = "\(kind), \(coder), keep \(keep ?? 1), bits \(bits ?? 32)"
        try expectSame(try Self.compressed(kind, keep: keep, bits: bits), .form(coder), what)
      }
    }
  }

  @Test(arguments: ["kernels", "small"])
  func agreesAboutEveryPrecision(kind: String) throws {
    let model = try Self.compressed(kind, keep: 0.3, bits: 5)
    for coder in CoderSelection.allCases {
      for codebooks in CodebookPrecision.allCases {
        for parameters in PlainPrecision.allCases {
          var options = EncodingOptions.form(coder)
          (options.codebooks, options.parameters) = (codebooks, parameters)
          try expectSame(model, options, "\(kind), \(coder), \(codebooks), \(parameters)")
        }
      }
    }
  }

  @Test func agreesAboutGapsOfThePaper() throws {
    let model = try Self.compressed("dense", keep: 0.3, bits: 7)
    for bits in [2, 5, 8] {
      var options = EncodingOptions.paper
      options.indexBits = ["ip": bits]
      try expectSame(model, options, "\(bits) bits")
    }
  }

  private func expectSame(
    _ layer: ChunkedLayer, _ positions: [any PositionCoder] = LayerCoders.positions,
    _ codes: [any CodeCoder] = LayerCoders.codes
  ) throws {
    for positions in [nil] + (layer.density == nil ? [] : positions) {
      for codes in codes {
        let bytes = layer.file(positions: positions, codes: codes)
        let what = "\(layer), \(positions?.name ?? "none"), \(codes.name)"
        expectAgrees(try EducationalDecoder(bytes), try CompressedModel(decoding: bytes), what)
      }
    }
  }

  @Test(arguments: [0, 3]) func agreesAboutChunks(rows: Int) throws {
    for extents in [[7, 3, 2, 3], [7, 40, 1, 1], [7, 1, 5, 5], [7, 16, 1, 3]] {
      for density in [nil, 0.1, 0.5] as [Float?] {
        try expectSame(
          ChunkedLayer(extents: extents, rowsPerChunk: rows, density: density, seed: 9))
      }
    }
  }

  /// From 65,536 symbols on, rANS has four states instead of one.
  @Test(arguments: [65_535, 65_536, 65_537]) func agreesAboutManySymbols(count: Int) throws {
    for density in [nil, 0.1] as [Float?] {
      let layer = ChunkedLayer(
        extents: [2, count, 1, 1], rowsPerChunk: 1, density: density, seed: 10)
      try expectSame(layer, [RansBitmap(), RansGaps()], [RansCodes()])
    }
  }

  @Test func refusesWhatIsDamaged() throws {
    let (bytes, _) = try CompressedModel(try TestModels.small())
      .encoded(.paper)
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 4
      #expect(throws: EducationalDecoder.Failure.self) { try EducationalDecoder(damaged) }
      #expect(throws: EducationalDecoder.Failure.self) {
        try EducationalDecoder(Array(bytes[..<index]))
      }
    }
  }
}
