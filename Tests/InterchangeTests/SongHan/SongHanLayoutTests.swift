import Interchange
import Networks
import Tensors
import Testing

@Suite struct SongHanLayoutTests {
  @Test(arguments: [
    ("conv1", 8), ("fire2/conv1x1_1", 8), ("fc6", 4), ("ip1", 4), ("fc_conv", 8), ("relu", 4),
  ])
  func widthOfCodesFollowsTheName(name: String, bits: Int) {
    let layout = SongHanLayout(name: name, weightCount: 1, biasCount: 1)
    #expect(layout.bits == bits)
    #expect(layout.clusters == (bits == 8 ? 256 : 16))
  }

  @Test func layersComeInTheOrderOfTheNetwork() throws {
    var graph = Graph(inputShape: try Shape([2, 4, 4]))
    try graph.add("conv1", Convolution(inputs: 2, outputs: 4, kernel: 3, groups: 2))
    try graph.add("relu_conv1", ReLU())
    try graph.add("flatten", Flatten())
    try graph.add("fc2", Dense(inputs: 16, outputs: 5))
    #expect(
      try SongHanLayout.layouts(of: graph) == [
        SongHanLayout(name: "conv1", weightCount: 36, biasCount: 4),
        SongHanLayout(name: "fc2", weightCount: 80, biasCount: 5),
      ])
  }

  @Test func otherParametersAreRefusedByName() throws {
    func failure(_ name: String, _ operation: any Networks.Operation) throws -> NetworkError? {
      var graph = Graph(inputShape: try Shape([2]))
      try graph.add(name, operation)
      do throws(NetworkError) {
        _ = try SongHanLayout.layouts(of: graph)
        return nil
      } catch {
        return error
      }
    }
    let unnamed = try failure("dense", Dense(inputs: 2, outputs: 2))
    #expect(unnamed?.place == "dense")
    #expect(unnamed?.message.contains("whose name contains conv, fc or ip") == true)
    let bare = try failure("fc", Dense(inputs: 2, outputs: 2, bias: false))
    #expect(bare?.place == "fc" && bare?.message.hasSuffix("this one has weight") == true)
    let norm = try failure("conv/bn", BatchNorm(channels: 2))
    #expect(norm?.message.hasSuffix("this one has scale, shift, mean, variance") == true)
    #expect(try failure("fc", Dense(inputs: 2, outputs: 2)) == nil)
  }
}
