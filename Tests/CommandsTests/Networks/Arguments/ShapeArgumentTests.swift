import DeepCompression
import Testing

@Suite struct ShapeArgumentTests {
  @Test(arguments: [
    ("784", [784]), ("1x28x28", [1, 28, 28]), ("[3, 4]", [3, 4]), ("1x2x3x4x5x6x7x8", Array(1...8)),
  ])
  func shapes(word: String, dimensions: [Int]) throws {
    let network = try NetworkScripts.network("input \(word); relu")
    #expect(network.graph.inputShape.dimensions == dimensions)
    let written = dimensions.map(String.init).joined(separator: "x")
    #expect(try NetworkScripts.canonical("input \(word); relu") == "input \(written); relu")
  }

  @Test(arguments: [
    "0", "3x0", "3xx3", "x", "3x-1", "1.5", "[]", "1x1x1x1x1x1x1x1x1", "9999999999x9999999999x9",
  ])
  func whatIsNoShape(word: String) {
    let found = NetworkScripts.found("network a { input \(word); relu }")
    #expect(found.count == 1 && found[0].message.hasPrefix("SHAPE takes extents such as 3x32x32"))
  }

  @Test func theProductIsChecked() {
    let found = NetworkScripts.found("network a { input 9999999999x9999999999; relu }")
    #expect(found.first?.help?.contains("too many elements") == true)
  }
}
