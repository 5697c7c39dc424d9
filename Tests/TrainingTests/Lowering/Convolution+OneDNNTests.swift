import Networks
import Tensors
import Testing

@testable import Training

@Suite struct ConvolutionOneDNNTests {
  /// The convolution behind another one, so that the gradient of its input shows.
  private func graph(_ layer: Convolution, size: Extent2, relu: Bool) throws -> Graph {
    var graph = Graph(inputShape: try Shape([3, size.height, size.width]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: layer.inputs, kernel: 1))
    try graph.add("layer", layer)
    if relu { try graph.add("relu", ReLU()) }
    return graph
  }

  private func expectAgreement(
    _ layer: Convolution, size: Extent2 = 9, _ name: String
  ) throws {
    for relu in [false, true] {
      let graph = try graph(layer, size: size, relu: relu)
      try ExecutorCheck.expectBothModes(graph, "\(name), relu \(relu)")
    }
  }

  @Test func windowsOfAllKindsAgreeWithTheReference() throws {
    try expectAgreement(
      Convolution(inputs: 16, outputs: 20, kernel: 3, stride: 2, padding: 1), "stride")
    try expectAgreement(
      Convolution(
        inputs: 5, outputs: 7, kernel: Extent2(height: 3, width: 2),
        stride: Extent2(height: 1, width: 2),
        padding: Padding2(top: 2, left: 0, bottom: 1, right: 1)), "odd padding")
    try expectAgreement(
      Convolution(inputs: 8, outputs: 16, kernel: 3, padding: 2, dilation: 2), "dilation")
    try expectAgreement(Convolution(inputs: 20, outputs: 50, kernel: 5), "as in LeNet")
    try expectAgreement(Convolution(inputs: 50, outputs: 3, kernel: 1), "single pixels")
  }

  @Test func groupsAgreeWithTheReference() throws {
    try expectAgreement(
      Convolution(inputs: 16, outputs: 32, kernel: 3, padding: 1, groups: 2), size: 6, "two groups")
    try expectAgreement(
      Convolution(inputs: 6, outputs: 9, kernel: 3, groups: 3), size: 6, "odd groups")
    for channels in [8, 20] {
      try expectAgreement(
        Convolution(
          inputs: channels, outputs: channels, kernel: 3, padding: 1, groups: channels), size: 6,
        "depthwise")
    }
    try expectAgreement(
      Convolution(inputs: 8, outputs: 16, kernel: 3, groups: 8), size: 6, "two of each channel")
  }

  @Test func withoutABiasItAgreesWithTheReference() throws {
    try expectAgreement(
      Convolution(inputs: 16, outputs: 20, kernel: 3, bias: false), size: 6, "no bias")
  }

  /// On the network's input, which is row-major and wants no gradient.
  @Test(arguments: [1, 3, 4, 8], [false, true])
  func theFirstLayerAgreesWithTheReference(inputs: Int, relu: Bool) throws {
    var graph = Graph(inputShape: try Shape([inputs, 8, 7]))
    try graph.add(
      "conv", Convolution(inputs: inputs, outputs: 20, kernel: 3, stride: 2, padding: 1))
    if relu { try graph.add("relu", ReLU()) }
    try ExecutorCheck.expectBothModes(graph, "\(inputs) channels, relu \(relu)")
  }

  @Test func theGradientsOfSeveralReadersAddUp() throws {
    let layer = try Convolution(inputs: 20, outputs: 20, kernel: 3, padding: 1)
    try ExecutorCheck(try LayerGraphs.twoReaders(layer, channels: 20), rows: 3)
      .expectAgreement("two readers")
  }

  @Test func frozenLayersStillHandGradientsOn() throws {
    let graph = try graph(
      Convolution(inputs: 8, outputs: 8, kernel: 3), size: 5, relu: true)
    for frozen in [["layer.weight"], ["layer.bias"], ["layer.weight", "layer.bias"]] {
      try ExecutorCheck(graph, rows: 2, frozen: Set(frozen)).expectAgreement("\(frozen)")
    }
    let first = try LayerGraphs.alone(
      Convolution(inputs: 1, outputs: 8, kernel: 3), try Shape([1, 5, 5]))
    for frozen in ["layer.weight", "layer.bias"] {
      try ExecutorCheck(first, rows: 2, frozen: [frozen]).expectAgreement("first, \(frozen)")
    }
  }
}
