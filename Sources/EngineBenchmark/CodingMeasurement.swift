import DeepCompression

/// How fast a drawn network is coded and decoded, and how small it gets.
struct CodingMeasurement {
  /// Which coders are tried.
  let coder: CoderSelection
  /// Number of threads.
  let threads: Int
  /// How long to measure each direction, in seconds.
  let seconds: Double

  /// What a compressed model takes.
  struct Result {
    var encodeRate = 0.0
    var decodeRate = 0.0
    var fileBytes = 0
    var streamBytes = 0
    var entropyBytes = 0.0
  }

  /// One dense layer of 4096 × 4096 weights, Laplacian, 9 % kept, 31 shared weights beside 0.
  static func layer() throws -> CompressedModel {
    var graph = Graph(inputShape: .vector(4096))
    try graph.add("fc", try Dense(inputs: 4096, outputs: 4096))
    return try compressed("layer", graph, keep: ["fc": 0.09], bits: ["fc": 5])
  }

  /// Laplacian weights at the shares and bits of table 4 of the paper.
  static func alexNet() throws -> CompressedModel {
    guard let entry = Zoo.entry(named: "alexnet") else {
      throw NetworkError("the zoo has no alexnet", at: nil)
    }
    let shares = [
      "conv1": 0.84, "conv2": 0.38, "conv3": 0.35, "conv4": 0.37, "conv5": 0.37, "fc6": 0.09,
      "fc7": 0.09, "fc8": 0.25,
    ]
    return try compressed(
      "alexnet", try entry.graph(), keep: shares,
      bits: shares.reduce(into: [:]) { $0[$1.key] = $1.key.hasPrefix("conv") ? 8 : 5 })
  }

  private static func compressed(
    _ name: String, _ graph: Graph, keep: [String: Double], bits: [String: Int]
  ) throws -> CompressedModel {
    var random = RandomSource(seed: 1)
    var result = CompressedModel(
      Model(name: name, graph: graph, weights: .laplacian, drawnFrom: &random))
    _ = try result.prune(keep: keep)
    _ = try result.quantize(bits: bits, initialization: .linear, random: &random)
    return result
  }

  /// Weights a second in both directions, the best of several: what disturbs only slows down.
  func measure(_ model: CompressedModel) throws -> Result {
    let options = EncodingOptions(coder: coder, threads: threads, measuresXZ: false)
    let (bytes, report) = try model.encoded(options)
    var result = Result(
      fileBytes: bytes.count, streamBytes: report.layers.reduce(0) { $0 + $1.streamBytes },
      entropyBytes: report.layers.reduce(0) { $0 + $1.entropyBits } / 8)
    let weights = Double(model.weightCount)
    result.encodeRate = try weights / shortest { _ = try model.encoded(options) }
    result.decodeRate =
      try weights
      / shortest {
        _ = try CompressedFile(bytes).decompressedModel(threads: threads)
      }
    return result
  }

  private func shortest(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let start = clock.now
    var best = Double.infinity
    repeat {
      best = try min(best, clock.measure(body) / .seconds(1))
    } while (clock.now - start) / .seconds(1) < seconds
    return best
  }
}

extension CodingMeasurement {
  /// Writes what another coder is given: the weights' codes, row by row, as little-endian int32,
  /// 0 for pruned ones, others numbered from 1 by ascending size, with the sign of the weight.
  static func writeCodes(of layer: CompressedModel, to path: String) throws {
    guard let codebook = layer.codebooks.values.first else { return }
    let values = codebook.centroids
    let numbers = values.map { value -> Int32 in
      let closer = values.filter { $0 * value > 0 && abs($0) < abs(value) }.count
      return value == 0 ? 0 : Int32(value < 0 ? -1 - closer : 1 + closer)
    }
    var writer = ByteWriter()
    for code in codebook.codes { writer.write(UInt32(bitPattern: numbers[Int(code)])) }
    try writeFileAtomically(writer.bytes, to: path)
  }
}
