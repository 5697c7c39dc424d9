import Networks
import Testing

@Suite struct MobileNetV1Tests {
  @Test func isTheNetworkOfThePaper() throws {
    // 569 million multiply-adds: table 4 of the paper.
    let graph = try PublishedNetwork(
      name: "mobilenet-v1", input: [3, 224, 224], classes: 1000, parameters: 4_231_976,
      multiplyAdds: 5.69e8
    ).expect()
    let depthwise = graph.nodes.filter { ($0.operation as? Convolution)?.groups ?? 1 > 1 }
    #expect(depthwise.count == 13)
    for node in depthwise {
      let convolution = try #require(node.operation as? Convolution)
      #expect(convolution.groups == convolution.inputs)
      #expect(convolution.outputs == convolution.inputs)
      #expect(node.name.hasSuffix("/dw"))
    }
    let halving = depthwise.filter { ($0.operation as? Convolution)?.stride == 2 }
    #expect(halving.map(\.name) == ["conv2_2/dw", "conv3_2/dw", "conv4_2/dw", "conv5_6/dw"])
    #expect(try graph.dimensions(of: "conv6/sep") == [1024, 7, 7])
  }
}
