import Networks
import Tensors
import Testing
import Training

@Suite struct ParameterArenaTests {
  @Test func parametersLieApartOnCacheLines() throws {
    let layout = ParameterLayout(try TestGraphs.hidden(3, 17, 2))
    #expect(layout.entries.map(\.name) == ["ip1.weight", "ip1.bias", "ip2.weight", "ip2.bias"])
    #expect(layout.entries.map(\.offset) == [0, 64, 96, 144])
    #expect(layout.entries.map(\.role) == [.weight, .bias, .weight, .bias])
    #expect(layout.count == 160)
    #expect(layout.entry(named: "ip2.weight")?.offset == 96)
    #expect(layout.entry(named: "ip3.weight") == nil)
    #expect(UInt(bitPattern: ParameterArena(layout).base) % 64 == 0)
  }

  @Test func valuesGoInAndOutBitByBit() throws {
    let graph = try TestGraphs.hidden(3, 17, 2)
    var model = Model(graph, seed: 1)
    try model.setParameter("ip2.bias", Tensor([-0.0, .nan], shape: .vector(2)))
    let arena = ParameterArena(ParameterLayout(graph))
    #expect(arena.tensors().values.allSatisfy { $0.nonzeroCount == 0 })
    arena.load(model.parameters)
    let back = arena.tensors()
    #expect(Array(back.keys) == Array(model.parameters.keys))
    for (name, tensor) in model.parameters {
      #expect(back[name]?.isBitIdentical(to: tensor) == true)
    }
    // What is given out is a copy.
    arena.base[0] = 99
    #expect(back["ip1.weight"]?[0] == model.parameters["ip1.weight"]?[0])
  }

  @Test func aNetworkWithoutParametersHasAnEmptyArena() {
    let layout = ParameterLayout(Graph(inputShape: .vector(2)))
    #expect(layout.count == 0)
    #expect(ParameterArena(layout).tensors().isEmpty)
  }
}
