import Networks
import Testing

@Suite struct NetworkBuilderResidualTests {
  @Test func aBlockThatKeepsExtentsAddsItsInput() throws {
    let graph = try #require(Zoo.entry(named: "resnet-18")).graph()
    #expect(try graph.inputNames(of: "layer1/0/conv1") == ["maxpool"])
    #expect(try graph.inputNames(of: "layer1/0/add") == ["layer1/0/bn2", "maxpool"])
    #expect(try graph.inputNames(of: "layer1/0/relu") == ["layer1/0/add"])
    #expect(try graph.inputNames(of: "layer2/1/add") == ["layer2/1/bn2", "layer2/0/relu"])
  }

  @Test func aBlockThatChangesThemProjects() throws {
    for (name, last, first) in [
      ("resnet-18", "layer2/0/bn2", "layer1/1/relu"),
      ("resnet-50", "layer2/0/bn3", "layer1/2/relu"),
    ] {
      let graph = try #require(Zoo.entry(named: name)).graph()
      #expect(try graph.inputNames(of: "layer2/0/add") == [last, "layer2/0/downsample/1"])
      #expect(try graph.inputNames(of: "layer2/0/downsample/0") == [first])
      let projection = try #require(
        try graph.node("layer2/0/downsample/0").operation as? Convolution)
      #expect(projection.kernel == 1 && projection.stride == 2 && !projection.hasBias)
    }
    // The first block of ResNet-50 widens without halving.
    let graph = try #require(Zoo.entry(named: "resnet-50")).graph()
    #expect(try graph.inputNames(of: "layer1/0/add") == ["layer1/0/bn3", "layer1/0/downsample/1"])
  }

  @Test func optionATakesEverySecondPixelAndPutsZerosAround() throws {
    let graph = try #require(Zoo.entry(named: "resnet-20")).graph()
    #expect(try graph.inputNames(of: "layer2/0/add") == ["layer2/0/bn2", "layer2/0/shortcut/1"])
    #expect(try graph.inputNames(of: "layer2/0/shortcut/0") == ["layer1/2/relu"])
    #expect(try graph.dimensions(of: "layer2/0/shortcut/0") == [16, 16, 16])
    let pad = try #require(try graph.node("layer2/0/shortcut/1").operation as? Pad)
    #expect(pad.before == [8, 0, 0] && pad.after == [8, 0, 0])
    #expect(try graph.inputNames(of: "layer1/1/add") == ["layer1/1/bn2", "layer1/0/relu"])
  }
}
