import Bytes
import Compression
import Networks
import OrderedCollections
import Tensors
import Testing

@Suite struct CompressedModelWriteTests {
  private func model(keep: Double?, bits: Int?, _ base: Model? = nil) throws -> CompressedModel {
    var random = RandomSource(seed: 1)
    var model = CompressedModel(try base ?? TestModels.small())
    if let keep { _ = try model.prune(keep: model.layers(keep)) }
    if let bits {
      _ = try model.quantize(bits: model.layers(bits), initialization: .linear, random: &random)
    }
    return model
  }

  @Test(arguments: [nil, 0, 0.04, 0.3, 1] as [Double?])
  func everyKindOfModelComesBack(keep: Double?) throws {
    for bits in [nil, 1, 2, 3] as [Int?] {
      try expectRoundTrip(try model(keep: keep, bits: bits))
      try expectRoundTrip(try model(keep: keep, bits: bits, try TestModels.branched()))
      // A layer that is compressed beside one that is not.
      var half = CompressedModel(try TestModels.small())
      var random = RandomSource(seed: 1)
      if let keep { _ = try half.prune(keep: ["ip2": keep]) }
      if let bits {
        _ = try half.quantize(bits: ["ip1": bits], initialization: .linear, random: &random)
      }
      try expectRoundTrip(half)
    }
  }

  @Test(arguments: 1...8) func everyWidthOfAnIndex(bits: Int) throws {
    for keep in [0.01, 0.1, 0.5, 1] {
      for shared in [nil, 4] as [Int?] {
        let model = try model(keep: keep, bits: shared, try TestModels.layer(60, 20))
        let (_, report) = try expectRoundTrip(
          model, EncodingOptions(coder: .huffman, indexBits: ["ip": bits], measuresXZ: false))
        #expect(report.layers[0].indexBits == bits)
      }
    }
  }

  @Test(arguments: 1...16) func everyWidthOfACode(bits: Int) throws {
    for keep in [nil, 0.5] as [Double?] {
      let (_, report) = try expectRoundTrip(
        try model(keep: keep, bits: bits, try TestModels.layer(40, 20)))
      #expect(report.layers[0].codeBits == bits)
    }
  }

  /// More shared weights than a byte can number.
  @Test func manySharedWeights() throws {
    let model = try model(keep: nil, bits: 12, try TestModels.layer(100, 60))
    #expect((model.codebooks["ip.weight"]?.centroids.count ?? 0) > 3000)
    try expectRoundTrip(model)
  }

  @Test func oneCodeOnly() throws {
    for keep in [nil, 0.5, 1] as [Double?] {
      let base = try TestModels.layer(4, 3, weights: Array(repeating: -0.75, count: 12))
      let model = try model(keep: keep, bits: 3, base)
      let (_, report) = try expectRoundTrip(model)
      #expect(report.layers[0].codedCodeBits == 0)
    }
  }

  @Test func gapsThatNeedManyFillers() throws {
    // The first weight, the last, and nothing in between; and the last alone.
    for positions in [[0, 1999], [1999]] {
      var weights = [Float](repeating: 0, count: 2000)
      for position in positions { weights[position] = Float(position) + 1 }
      var random = RandomSource(seed: 1)
      for bits in [1, 2, 5] {
        var model = CompressedModel(try TestModels.layer(100, 20, weights: weights))
        _ = try model.prune(keep: ["ip": Double(positions.count) / 2000])
        let options = EncodingOptions(coder: .huffman, indexBits: ["ip": bits], measuresXZ: false)
        let pruned = try expectRoundTrip(model, options).report.layers[0]
        #expect(
          pruned.entries == positions.count + (1999 - positions.count + 1) / ((1 << bits) - 1))
        _ = try model.quantize(bits: ["ip": 4], initialization: .linear, random: &random)
        let shared = try expectRoundTrip(model, options).report.layers[0]
        #expect(shared.entries == positions.count + (1999 - positions.count + 1) / (1 << bits))
        #expect(shared.kept == positions.count)
      }
    }
  }

  @Test func weightsThatAreZeroButKeptStayKept() throws {
    let weights: [Float] = [-0.0, 0, 1, 0, 2, -0.0, 0, 3]
    var model = CompressedModel(try TestModels.layer(4, 2, weights: weights))
    _ = try model.prune(keep: ["ip": 0.625])
    let (bytes, _) = try expectRoundTrip(model)
    #expect(try CompressedModel(decoding: bytes).masks["ip.weight"]?.keptCount == 5)
    #expect(try model.bits("ip.weight")[0] == 0x8000_0000)
    var random = RandomSource(seed: 1)
    _ = try model.quantize(bits: ["ip": 2], initialization: .linear, random: &random)
    try expectRoundTrip(model)
  }

  @Test func networksWithoutLayersOrParameters() throws {
    let empty = Graph(inputShape: .scalar)
    try expectRoundTrip(CompressedModel(try Model(name: "", graph: empty, parameters: [:])))
    var flat = Graph(inputShape: try Shape([2, 1, 3]))
    try flat.add("flat", Flatten())
    try expectRoundTrip(CompressedModel(try Model(name: "é ✓", graph: flat, parameters: [:])))
  }

  @Test func sameModelSameBytes() throws {
    let bytes = try model(keep: 0.4, bits: 2).encoded(.paper).bytes
    for _ in 0..<3 { #expect(try model(keep: 0.4, bits: 2).encoded(.paper).bytes == bytes) }
    #expect(try model(keep: 0.4, bits: 3).encoded(.paper).bytes != bytes)
  }

  @Test func optionsOutOfRangeAreRefused() throws {
    let model = try model(keep: 0.4, bits: 2)
    for bits in [0, 9, -1, .max] {
      let error = #expect(throws: CompressionError.self) {
        try model.encoded(EncodingOptions(coder: .huffman, indexBits: ["ip1": bits]))
      }
      #expect(error?.place == "ip1")
    }
  }

  @Test func valuesThatAreNoNumbersAreRefused() throws {
    for value in [Float.nan, .infinity] {
      var model = try TestModels.small()
      try model.setParameter("ip2.bias", Tensor([0, value, 0], shape: .vector(3)))
      let error = #expect(throws: CompressionError.self) {
        try CompressedModel(model).encoded(.paper)
      }
      #expect(error?.place == "ip2.bias")
      #expect(error?.message == "1 of 3 values are NaN or infinite")
    }
  }

  /// A file that its own reader would refuse is not written.
  @Test func modelsOfWhichTooLittleIsLeftAreRefused() throws {
    var model = CompressedModel(try TestModels.layer(4_000_000, 1))
    _ = try model.prune(keep: ["ip": 0])
    #expect(throws: CompressionError.self) { try model.encoded(.paper) }
    var smaller = CompressedModel(try TestModels.layer(1_000_000, 1))
    _ = try smaller.prune(keep: ["ip": 0])
    let (bytes, report) = try smaller.encoded(.paper)
    #expect(report.ratio > 10_000)
    #expect(try CompressedModel(decoding: bytes).keptCount == 0)
  }

  @Test func measuresXZOnlyIfAsked() throws {
    let model = try model(keep: nil, bits: nil)
    #expect(try model.encoded().report.xzBytes != nil)
    #expect(try model.encoded(.paper).report.xzBytes == nil)
    #expect(try model.encoded(.paper).report.originalBytes == 4 * (35 + 18))
  }
}
