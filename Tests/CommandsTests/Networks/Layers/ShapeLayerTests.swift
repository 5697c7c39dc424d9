import DeepCompression
import Testing

@Suite struct ShapeLayerTests {
  @Test func shapesChange() throws {
    let graph = try NetworkScripts.network(
      "input 12; reshape 2x3x2; transpose 1,2,0; upsample 2x3; flatten"
    ).graph
    #expect(
      graph.nodes.map(\.outputShape.dimensions) == [[2, 3, 2], [3, 2, 2], [3, 4, 6], [72]])
    #expect(
      try NetworkScripts.last("input 1x2x2; upsample u 2 --method bilinear", Upsample.self)
        == (try Upsample(factor: 2, method: .bilinear)))
    #expect(
      try NetworkScripts.last("input 1x2x2; upsample 1x2", Upsample.self)
        == (try Upsample(factor: Extent2(height: 1, width: 2), method: .nearest)))
  }

  @Test func zerosComeAroundImagesOrAlongAxes() throws {
    #expect(
      try NetworkScripts.last("input 1x2x2; pad 1,2,3,4", Pad.self)
        == (try Pad(before: [0, 1, 2], after: [0, 3, 4])))
    #expect(
      try NetworkScripts.last("input 1x2x2; pad --before 1,0,0 --after 0,0,2", Pad.self)
        == (try Pad(before: [1, 0, 0], after: [0, 0, 2])))
    #expect(
      try NetworkScripts.last("input 5; pad p --after 3", Pad.self)
        == (try Pad(before: [0], after: [3])))
  }

  @Test(arguments: [
    ("reshape 5", "reshape: "), ("transpose 0,1", "transpose: "),
    ("transpose 0,1,1", "transpose: "),
    ("pad", "pad: needs a number of pixels, or --before and --after"),
    ("pad 1 --after 1,1,1", "pad: takes a number of pixels, or --before and --after"),
    ("flatten; pad 1", "pad: takes images"),
    ("pad --after 1", "`pad` cannot put [0, 0, 0] before and [1] after"),
    ("pad --before 65537,0,0", "--before takes"),
    ("upsample 60000; upsample 60000; upsample 60000", "upsample: "),
    ("flatten; upsample 2", "upsample: "),
  ])
  func whatIsRefused(layers: String, message: String) {
    let messages = NetworkScripts.messages("input 2x3x4; \(layers)")
    let isFound = messages.first.map { $0.hasPrefix(message) || $0.contains("no order") } == true
    #expect(messages.count == 1 && isFound, "\(messages)")
  }
}
