import Language
import Testing

@Suite struct LayerMapTests {
  private let layers = ["conv1", "conv2", "ip1", "ip2"]

  @Test func theFirstMatchCounts() throws {
    let map = try LayerMap<Fraction>(argument: "conv1=66%,conv*=12%,*=8%")
    #expect(try map.resolve(for: layers) == [0.66, 0.12, 0.08, 0.08])
    #expect(map["conv1"] == 0.66 && map["conv9"] == 0.12 && map["x"] == 0.08)
  }

  @Test func oneValueIsForAll() throws {
    #expect(try LayerMap<Int>(argument: "5").resolve(for: layers) == [5, 5, 5, 5])
    #expect(try LayerMap<Int>(argument: 5) == .all(5))
    #expect(try LayerMap<Int>.all(5).resolve(for: []) == [])
  }

  @Test func layersWithoutAPatternHaveNothing() throws {
    let map = try LayerMap<Int>(argument: "ip?=4")
    #expect(try map.resolve(for: layers) == [nil, nil, 4, 4])
  }

  @Test func recordsAreMapsToo() throws {
    let map = try LayerMap<Fraction>(argument: ["ip1": 0.5, "*": "8%"])
    #expect(map == .patterns([.init("ip1", 0.5), .init("*", 0.08)]))
  }

  @Test func aPatternWithoutLayersNamesThoseThereAre() {
    let error = #expect(throws: Diagnostic.self) {
      try LayerMap<Int>.patterns([.init("fc*", 4)]).resolve(for: layers)
    }
    #expect(error?.message == "no layer matches `fc*`")
    #expect(error?.help == "the layers are conv1, conv2, ip1, ip2")
    let near = #expect(throws: Diagnostic.self) {
      try LayerMap<Int>.patterns([.init("*", 4), .init("cnov1", 4)]).resolve(for: layers)
    }
    #expect(near?.help == "did you mean conv1?")
    let many = #expect(throws: Diagnostic.self) {
      try LayerMap<Int>.patterns([.init("zzz*", 4)]).resolve(for: (0..<161).map { "layer\($0)" })
    }
    #expect(many?.help?.hasSuffix("layer23 and 137 more") == true)
    let none = #expect(throws: Diagnostic.self) {
      try LayerMap<Int>.patterns([.init("a", 4)]).resolve(for: [])
    }
    #expect(none?.help == "there are no layers")
  }

  @Test(
    arguments: [
      ("a=x", "a whole number", "x", 2..<3), ("a=1,b=y,c=2", "a whole number", "y", 6..<7),
      ("a=1,5", "PATTERN=VALUE between commas", "5", 4..<5),
      ("a=1,", "PATTERN=VALUE between commas", "", 4..<4),
      ("=5", "the name of a layer or a pattern before each =", "", 0..<2),
      ("a=", "a whole number", "", 2..<2),
      ("x", "a whole number", nil, nil),
    ] as [(String, String, String?, Range<Int>?)])
  func mistakes(text: String, expected: String, found: String?, range: Range<Int>?) {
    let error = #expect(throws: ArgumentError.self) { try LayerMap<Int>(argument: .string(text)) }
    #expect(error?.expected == expected && error?.found == found && error?.range == range)
  }

  @Test(arguments: [["a,b": 1], [:], ["a": "x"], ["": 1]] as [Value])
  func wrongRecords(value: Value) {
    #expect(throws: ArgumentError.self) { try LayerMap<Int>(argument: value) }
  }

  @Test func namesMayHoldEqualsSigns() throws {
    let map = try LayerMap<Int>(argument: "a=b=3")
    #expect(map["a=b"] == 3)
  }

  @Test(arguments: ["8%", "conv1=66%,conv*=12%,*=8%", "a=b=50%"])
  func canonicalTextsReadBack(text: String) throws {
    let map = try LayerMap<Fraction>(argument: .string(text))
    #expect(map.canonicalText == text)
    #expect(try LayerMap<Fraction>(argument: .string(map.canonicalText)) == map)
  }
}
