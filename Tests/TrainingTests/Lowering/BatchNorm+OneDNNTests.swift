import Networks
import Tensors
import Testing

@testable import Training

@Suite struct BatchNormOneDNNTests {
  /// A normalisation between two convolutions, which choose layouts and want gradients.
  private func image(_ channels: Int, relu: Bool = false, size: Int = 6) throws -> Graph {
    var graph = Graph(inputShape: try Shape([3, size, size]))
    try graph.add("conv1", Convolution(inputs: 3, outputs: channels, kernel: 1))
    try graph.add("bn", BatchNorm(channels: channels))
    if relu { try graph.add("relu", ReLU()) }
    try graph.add("conv2", Convolution(inputs: channels, outputs: 4, kernel: 3))
    return graph
  }

  private func vector(_ channels: Int, relu: Bool = false) throws -> Graph {
    var graph = Graph(inputShape: .vector(5))
    try graph.add("ip1", Dense(inputs: 5, outputs: channels))
    try graph.add("bn", BatchNorm(channels: channels))
    if relu { try graph.add("relu", ReLU()) }
    try graph.add("ip2", Dense(inputs: channels, outputs: 3))
    return graph
  }

  @Test(arguments: [3, 8, 20, 50], [false, true])
  func imagesAgreeWithTheReference(channels: Int, relu: Bool) throws {
    let graph = try image(channels, relu: relu)
    for rows in [1, 5] {
      let name = "\(channels) channels, \(rows) rows, relu \(relu)"
      try ExecutorCheck(graph, rows: rows).expectAgreement("\(name), training")
      try ExecutorCheck(graph, rows: rows, mode: .inference)
        .expectAgreement("\(name), inference")
      try ExecutorCheck(graph, rows: rows, mode: .calibration)
        .expectAgreement("\(name), calibration")
    }
  }

  @Test(arguments: [3, 8, 20, 50], [false, true])
  func vectorsAgreeWithTheReference(channels: Int, relu: Bool) throws {
    let graph = try vector(channels, relu: relu)
    let name = "\(channels) channels, relu \(relu)"
    try ExecutorCheck(graph, rows: 7).expectAgreement("\(name), training")
    for rows in [1, 7] {
      try ExecutorCheck(graph, rows: rows, mode: .inference)
        .expectAgreement("\(name), \(rows) rows, inference")
    }
    try ExecutorCheck(graph, rows: 7, mode: .calibration)
      .expectAgreement("\(name), calibration")
  }

  /// A frozen layer uses the stored statistics in training too, and hands gradients on.
  @Test(arguments: [false, true]) func frozenLayersUseWhatIsStored(relu: Bool) throws {
    let frozen = Set(["scale", "shift", "mean", "variance"].map { "bn.\($0)" })
    try ExecutorCheck(try image(20, relu: relu), rows: 4, frozen: frozen)
      .expectAgreement("frozen images", usesStored: true)
    try ExecutorCheck(try vector(20, relu: relu), rows: 4, frozen: frozen)
      .expectAgreement("frozen vectors", usesStored: true)
  }

  @Test func theInputItselfCanBeNormalised() throws {
    var graph = Graph(inputShape: try Shape([3, 4, 5]))
    try graph.add("bn", BatchNorm(channels: 3, epsilon: 0.1))
    try graph.add("flat", Flatten())
    try graph.add("ip", Dense(inputs: 60, outputs: 4))
    try ExecutorCheck(graph, rows: 3).expectAgreement("input, training")
    let check = try ExecutorCheck(graph, rows: 3, mode: .inference)
    try check.expectAgreement("input, inference")
    #expect(Array(check.executor.input) == check.x.values)
  }

  /// One reader writes the gradient, the others' are added.
  @Test func severalReadersOfAnActivationAddUp() throws {
    var graph = Graph(inputShape: .vector(5))
    try graph.add("ip1", Dense(inputs: 5, outputs: 9))
    try graph.add("bn1", BatchNorm(channels: 9))
    try graph.add("ip2", Dense(inputs: 9, outputs: 9), inputs: [.node(0)])
    try graph.add("bn2", BatchNorm(channels: 9), inputs: [.node(0)])
    try graph.add("ip3", Dense(inputs: 9, outputs: 4))
    try ExecutorCheck(graph, rows: 6).expectAgreement("readers, of which one counts")
  }

  /// Before anybody says where statistics go, the weights' memory must not be written.
  @Test func forwardWithoutAPlaceForStatisticsLeavesTheWeightsAlone() throws {
    let check = try ExecutorCheck(try image(8), rows: 2)
    try check.executor.forward()
    let after = check.plan.weights.tensors()
    for (name, tensor) in check.model.parameters {
      #expect(after[name]?.values == tensor.values, "\(name)")
    }
  }
}
