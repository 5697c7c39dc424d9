import Networks
import Testing

@Suite struct MNISTCNNTests {
  @Test func hasTheLayersOfTheTutorial() throws {
    let graph = try PublishedNetwork(
      name: "mnist-cnn", input: [1, 28, 28], classes: 10, parameters: 3_274_634,
      multiplyAdds: 13_883_904
    ).expect()
    #expect(
      graph.nodes.map(\.name) == [
        "conv1", "relu1", "pool1", "conv2", "relu2", "pool2", "flatten", "fc1", "relu3", "drop1",
        "fc2",
      ])
    // Images keep their extents in convolutions.
    #expect(try graph.dimensions(of: "conv1") == [32, 28, 28])
    #expect(try graph.dimensions(of: "conv2") == [64, 14, 14])
    #expect(try graph.dimensions(of: "flatten") == [3136])
    #expect((try graph.node("drop1").operation as? Dropout)?.rate == 0.25)
  }
}
