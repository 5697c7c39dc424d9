import Networks
import OrderedCollections
import Tensors
import Testing

@Suite struct ModelTests {
  private func graph() throws -> Graph {
    var graph = Graph(inputShape: .vector(24))
    try graph.add("ip1", Dense(inputs: 24, outputs: 50))
    try graph.add("relu", ReLU())
    try graph.add("ip2", Dense(inputs: 50, outputs: 2))
    return graph
  }

  private func model(seed: UInt64 = 1) throws -> Model {
    var random = RandomSource(seed: seed)
    return Model(name: "small", graph: try graph(), drawnFrom: &random)
  }

  private let names = ["ip1.weight", "ip1.bias", "ip2.weight", "ip2.bias"]

  @Test func firstValuesAreDrawnWithinTheirBound() throws {
    let model = try model()
    #expect(Array(model.parameters.keys) == names)
    for (name, fanIn) in [("ip1.weight", 24), ("ip2.weight", 50)] {
      let values = try model.parameter(name).values
      let bound = (6 / Float(fanIn)).squareRoot()
      #expect(values.allSatisfy { $0.magnitude <= bound })
      // A uniform distribution reaches close to both ends and has a third of the bound's square
      // as variance.
      #expect((values.max() ?? 0) > 0.9 * bound && (values.min() ?? 0) < -0.9 * bound)
      let variance = values.reduce(0) { $0 + $1 * $1 } / Float(values.count)
      #expect(abs(variance / (bound * bound / 3) - 1) < 0.25)
    }
    for name in ["ip1.bias", "ip2.bias"] {
      #expect(try model.parameter(name).values.allSatisfy { $0.bitPattern == 0 })
    }
  }

  @Test func theSeedDecides() throws {
    let (a, b, c) = (try model(), try model(), try model(seed: 2))
    for name in names {
      #expect(try a.parameter(name).isBitIdentical(to: b.parameter(name)))
    }
    #expect(try !a.parameter("ip1.weight").isBitIdentical(to: c.parameter("ip1.weight")))
  }

  @Test func countsAndLayers() throws {
    let model = try model()
    #expect(model.parameterCount == 24 * 50 + 50 + 50 * 2 + 2)
    #expect(model.valueCount == model.parameterCount)
    #expect(model.float32Bytes == 4 * model.parameterCount)
    let layers = model.weightedLayers
    #expect(layers.map(\.name) == ["ip1", "ip2"])
    #expect(layers.map(\.parameter) == ["ip1.weight", "ip2.weight"])
    #expect(layers.map(\.shape.dimensions) == [[50, 24], [2, 50]])
  }

  @Test func statisticsAreStoredButNotTrained() throws {
    var graph = Graph(inputShape: .vector(3))
    try graph.add("ip", Dense(inputs: 3, outputs: 5))
    try graph.add("bn", BatchNorm(channels: 5))
    var random = RandomSource(seed: 1)
    let model = Model(name: "normalised", graph: graph, drawnFrom: &random)
    #expect(model.parameterCount == 15 + 5 + 5 + 5)
    #expect(model.valueCount == model.parameterCount + 5 + 5)
    #expect(model.float32Bytes == 4 * model.valueCount)
    #expect(model.weightedLayers.map(\.parameter) == ["ip.weight"])
    for (name, value) in [("scale", 1), ("shift", 0), ("mean", 0), ("variance", 1)] as [(_, Float)]
    {
      #expect(try model.parameter("bn.\(name)").values == [Float](repeating: value, count: 5))
    }
    // Constants take nothing from the source of randomness.
    var other = RandomSource(seed: 1)
    var alone = Graph(inputShape: .vector(3))
    try alone.add("ip", Dense(inputs: 3, outputs: 5))
    _ = Model(name: "", graph: alone, drawnFrom: &other)
    #expect(other == random)
  }

  @Test func givenValuesComeInTheOrderOfTheGraph() throws {
    let model = try model()
    let reversed = OrderedDictionary(uniqueKeysWithValues: model.parameters.reversed())
    let again = try Model(name: "small", graph: try graph(), parameters: reversed)
    #expect(Array(again.parameters.keys) == names)
  }

  @Test func givenValuesMustBeComplete() throws {
    let graph = try graph()
    let given = try model().parameters
    var missing = given
    missing["ip2.bias"] = nil
    #expect(throws: NetworkError("there are no values for this parameter", at: "ip2.bias")) {
      try Model(name: "", graph: graph, parameters: missing)
    }
    var extra = given
    extra["ip3.bias"] = Tensor(zeros: .scalar)
    #expect(throws: NetworkError("the network has no such parameter", at: "ip3.bias")) {
      try Model(name: "", graph: graph, parameters: extra)
    }
    var turned = given
    turned["ip1.weight"] = try given["ip1.weight"]?.reshaped(to: try Shape([24, 50]))
    #expect(throws: NetworkError("has the shape 24×50, not 50×24", at: "ip1.weight")) {
      try Model(name: "", graph: graph, parameters: turned)
    }
  }

  @Test func parametersAreReplaced() throws {
    var model = try model()
    let ones = try Tensor([1, 1], shape: .vector(2))
    try model.setParameter("ip2.bias", ones)
    #expect(try model.parameter("ip2.bias").values == [1, 1])
    #expect(throws: NetworkError("has the shape 2, not 50", at: "ip1.bias")) {
      try model.setParameter("ip1.bias", ones)
    }
    #expect(throws: NetworkError("the network has no such parameter", at: "ip1")) {
      try model.setParameter("ip1", ones)
    }
    #expect(throws: NetworkError("the network has no such parameter", at: "ip9.bias")) {
      try model.parameter("ip9.bias")
    }
    #expect(Array(model.parameters.keys) == names)
  }

  @Test func onlyFiniteValuesPass() throws {
    var model = try model()
    try model.requireFinite()
    try model.setParameter("ip2.bias", Tensor([.nan, -.infinity], shape: .vector(2)))
    #expect(throws: NetworkError("2 of 2 values are NaN or infinite", at: "ip2.bias")) {
      try model.requireFinite()
    }
  }

  @Test func drawingCanBeStopped() throws {
    struct Stopped: Error {}
    var graph = Graph(inputShape: .vector(2048))
    try graph.add("ip", Dense(inputs: 2048, outputs: 2048))
    var random = RandomSource(seed: 1)
    var checks = 0
    #expect(throws: Stopped.self) {
      try Model(name: "large", graph: graph, drawnFrom: &random) { () throws(Stopped) in
        checks += 1
        if checks == 3 { throw Stopped() }
      }
    }
    #expect(checks == 3)
  }
}
