import Networks
import Tensors
import Testing

@testable import Training

@Suite struct DropoutOneDNNTests {
  @Test(arguments: [0, 0.1, 0.5, 0.9] as [Float], [1, 3])
  func masksAreTheReferences(rate: Float, rows: Int) throws {
    var net = try ImageGraph()
    try net.convolution("conv1", 20)
    // After a convolution, a rectifier and a dense layer; the second of two has other masks.
    try net.add("drop1", Dropout(rate: rate))
    try net.convolution("conv2", 10)
    try net.add("relu", ReLU())
    try net.add("drop2", Dropout(rate: rate))
    try net.add("flat", Flatten())
    try net.add("dense", Dense(inputs: 300, outputs: 33))
    try net.add("drop3", Dropout(rate: rate))
    let graph = try net.classified()
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: rows, mode: mode).expectAgreement("\(rate), \(mode)")
    }
  }

  @Test func otherReadersSeeWhatWasThere() throws {
    var graph = Graph(inputShape: .vector(6))
    let dense = try Dense(inputs: 6, outputs: 40)
    try graph.add("dense", dense)
    try graph.add("drop", Dropout(rate: 0.5))
    try graph.add("again", Dropout(rate: 0.25), inputs: [.node(0)])
    try graph.add("sum", Add(), inputs: [.node(1), .node(2), .node(0)])
    try graph.add("last", Dense(inputs: 40, outputs: 4))
    for mode in [OneDNNExecutor.Mode.training, .inference] {
      try ExecutorCheck(graph, rows: 3, mode: mode).expectAgreement("\(mode)")
    }
  }

  @Test func theNetworksInputCanBeDropped() throws {
    var graph = Graph(inputShape: .vector(30))
    try graph.add("drop", Dropout(rate: 0.5))
    try graph.add("dense", Dense(inputs: 30, outputs: 4))
    let check = try ExecutorCheck(graph, rows: 3)
    try check.expectAgreement("dropped input")
    #expect(Array(check.executor.input) == check.x.values)
  }

  @Test func nothingIsDroppedWithoutTraining() throws {
    var graph = Graph(inputShape: .vector(30))
    try graph.add("dense", Dense(inputs: 30, outputs: 4))
    try graph.add("drop", Dropout(rate: 0.9))
    for mode in [OneDNNExecutor.Mode.inference, .calibration] {
      let check = try ExecutorCheck(graph, rows: 2, mode: mode)
      try check.run()
      let reference = try ReferenceExecutor(graph).output(
        check.x, parameters: check.model.parameters)
      expectClose(Array(check.executor.output), reference.values, 1e-5, "\(mode)")
    }
  }
}
