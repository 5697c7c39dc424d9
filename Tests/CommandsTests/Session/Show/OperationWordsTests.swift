import DeepCompression
import Language
import Testing

@Suite struct OperationWordsTests {
  /// What `show model` calls an operation on images of 4×16×16.
  private func words(_ operation: any Operation) throws -> String {
    var graph = Graph(inputShape: try Shape([4, 16, 16]))
    try graph.add("it", operation)
    var random = RandomSource(seed: 1)
    var rig = try Rig()
    rig.session.workspace.compressed = CompressedModel(
      Model(name: "words", graph: graph, drawnFrom: &random))
    guard case .string(let words) = try rig.record("show model").records("layers")[0]["operation"]
    else { throw Diagnostic("no text") }
    return words
  }

  @Test func attributesAreSaidInWords() throws {
    let conv = { (stride: Extent2, padding: Padding2, groups: Int, bias: Bool) in
      try Convolution(
        inputs: 4, outputs: 8, kernel: 5, stride: stride, padding: padding, groups: groups,
        bias: bias)
    }
    #expect(try words(conv(1, .none, 1, true)) == "conv 5×5, 8")
    #expect(try words(conv(2, 2, 2, false)) == "conv 5×5, 8, stride 2, pad 2, 2 groups, no bias")
    #expect(
      try words(
        Convolution(
          inputs: 4, outputs: 4, kernel: Extent2(height: 3, width: 1),
          stride: Extent2(height: 2, width: 1), dilation: 2, groups: 4))
        == "conv 3×1, 4, stride 2×1, dilation 2, depthwise")
    let window = try PoolingWindow(kernel: 2, stride: 2)
    #expect(try words(MaxPool(window)) == "maxpool 2×2")
    #expect(
      try words(
        AveragePool(
          PoolingWindow(kernel: 3, stride: 2, padding: 1, rounding: .ceil), countsPadding: true))
        == "avgpool 3×3, stride 2, pad 1, rounded up, padding counts")
    #expect(try words(Dropout(rate: 0.5)) == "dropout 50%")
    #expect(try words(LeakyReLU(slope: 0.1)) == "leakyrelu 0.100")
    #expect(try words(Slice(axis: 0, start: 1, count: 2)) == "split 2 from 1")
    #expect(try words(Slice(axis: 1, start: 0, count: 2)) == "split 2 from 0, axis 1")
    #expect(try words(Transpose(permutation: [2, 0, 1])) == "transpose 2 0 1")
    #expect(try words(Upsample(factor: 2, method: .nearest)) == "upsample 2×2, nearest")
    #expect(try words(GELU(form: .tanh)) == "gelu by tanh")
    #expect(try words(GELU(form: .erf)) == "gelu")
    #expect(try words(ReLU()) == "relu")
    #expect(try words(BatchNorm(channels: 4)) == "batchnorm")
  }

  @Test func denseLayers() throws {
    var rig = try Rig()
    let layers = try rig.record("load model lenet-300-100; show model").records("layers")
    #expect(layers.contains { $0["operation"] == "dense 300" })
  }

  @Test func inputsAreNamedWhereTheyAreNotTheLayerBefore() throws {
    var rig = try Rig()
    let layers = try rig.record("load model resnet-20; show model").records("layers")
    let texts = layers.compactMap { $0["operation"]?.displayText }
    #expect(texts.contains { $0.hasPrefix("add of ") && $0.contains(", ") })
    #expect(texts.first?.contains(" of ") == false)
  }
}
