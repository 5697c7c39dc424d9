import Networks
import Tensors
import Testing

@testable import Training

@Suite struct AddOneDNNTests {
  /// Two branches of a convolution, one of them the convolution's own result.
  private func residual(
    _ channels: Int, shortcutFirst: Bool, relu: Bool, classified: Bool = true
  ) throws -> Graph {
    var net = try ImageGraph()
    let shortcut = try net.convolution("conv1", channels)
    let branch = try net.convolution("conv2", channels, kernel: 3)
    if shortcutFirst {
      try net.add("sum", Add(), shortcut, branch)
    } else {
      try net.add("sum", Add(), branch, shortcut)
    }
    if relu { try net.add("relu", ReLU()) }
    try net.convolution("conv3", channels)
    return classified ? try net.classified() : net.graph
  }

  @Test(arguments: [3, 16, 20, 50], [1, 3])
  func residualsAreAsTheReferenceHasThem(channels: Int, rows: Int) throws {
    for shortcutFirst in [false, true] {
      for relu in [false, true] {
        let graph = try residual(channels, shortcutFirst: shortcutFirst, relu: relu)
        for mode in [OneDNNExecutor.Mode.training, .inference] {
          try ExecutorCheck(graph, rows: rows, mode: mode).expectAgreement(
            "\(channels) channels, shortcut first: \(shortcutFirst), relu: \(relu), \(mode)")
        }
      }
    }
  }

  @Test func branchesOfDifferentLayoutsAreAdded() throws {
    // The network's input is row-major, and so is what a dense layer makes.
    var net = try ImageGraph(channels: 20, height: 2, width: 2)
    let conv = try net.convolution("conv", 20)
    try net.add("flat", Flatten(), .input)
    try net.add("dense", Dense(inputs: 80, outputs: 80))
    let plain = try net.add("image", Reshape(try Shape([20, 2, 2])))
    try net.add("sum1", Add(), plain, conv, .input)
    let first = try net.convolution("conv2", 20)
    try net.add("sum2", Add(), plain, first, plain)
    try net.add("relu", ReLU())
    let graph = try net.classified()
    for rows in [1, 4] { try ExecutorCheck(graph, rows: rows).expectAgreement("\(rows) rows") }
    try ExecutorCheck(graph, rows: 2, mode: .inference).expectAgreement("inference")
  }

  @Test func theSameInputCountsEachTime() throws {
    var net = try ImageGraph()
    let conv = try net.convolution("conv", 10)
    let twice = try net.add("twice", Add(), conv, conv)
    try net.add("more", Add(), twice, conv, twice)
    try net.add("relu", ReLU())
    let graph = try net.classified()
    try ExecutorCheck(graph, rows: 2).expectAgreement("an input again and again")
  }

  @Test func aBranchWithoutGradientsIsNotReplaced() throws {
    // The first branch is frozen and read once: its memory has no room for gradients.
    var net = try ImageGraph()
    let frozen = try net.convolution("frozen", 8, of: .input)
    let trained = try net.convolution("trained", 8, of: .input)
    try net.add("sum", Add(), frozen, trained)
    try net.add("relu", ReLU())
    let graph = try net.classified()
    try ExecutorCheck(graph, rows: 2, frozen: ["frozen.weight", "frozen.bias"])
      .expectAgreement("a frozen branch")
  }

  @Test func theSumCanBeTheResult() throws {
    var net = try ImageGraph(channels: 2, height: 2, width: 2)
    let a = try net.convolution("a", 3, of: .input)
    let b = try net.convolution("b", 3, of: .input)
    try net.add("sum", Add(), a, b)
    try ExecutorCheck(net.graph, rows: 3).expectAgreement("a sum as the result")
    try net.add("relu", ReLU())
    try ExecutorCheck(net.graph, rows: 3).expectAgreement("a rectified sum as the result")
  }

  @Test func aFusedRectifierMakesZeroOfWhatIsNotANumber() throws {
    var graph = Graph(inputShape: .vector(9))
    try graph.add("sum", Add(), inputs: [.input, .input])
    try graph.add("relu", ReLU())
    let plan = try OneDNNExecutor.Plan(graph, weights: ParameterArena(ParameterLayout(graph)))
    let executor = try OneDNNExecutor(plan, rows: 1)
    for index in 0..<9 { executor.input[index] = Float(index) - 4 }
    executor.input[0] = .nan
    try executor.forward()
    #expect(Array(executor.output) == [0, 0, 0, 0, 0, 2, 4, 6, 8], "as any rectifier does")
  }
}
