import Networks
import Testing

@Suite struct NetworkBuilderSqueezeNetTests {
  @Test(arguments: ["squeezenet-1.0", "squeezenet-1.1"])
  func bothExpansionsReadWhatWasSqueezed(name: String) throws {
    let graph = try #require(Zoo.entry(named: name)).graph()
    for number in 2...9 {
      let fire = "fire\(number)"
      #expect(try graph.inputNames(of: "\(fire)/expand1x1") == ["\(fire)/relu_squeeze1x1"])
      #expect(try graph.inputNames(of: "\(fire)/expand3x3") == ["\(fire)/relu_squeeze1x1"])
      #expect(
        try graph.inputNames(of: "\(fire)/concat") == [
          "\(fire)/relu_expand1x1", "\(fire)/relu_expand3x3",
        ])
      let squeezed = try graph.dimensions(of: "\(fire)/squeeze1x1")[0]
      #expect(squeezed == [16, 16, 32, 32, 48, 48, 64, 64][number - 2])
      #expect(try graph.dimensions(of: "\(fire)/concat")[0] == 8 * squeezed)
    }
  }
}
