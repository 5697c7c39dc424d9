import DeepCompression
import Testing

@Suite struct ExtentArgumentTests {
  @Test(arguments: [
    ("5", "5"), ("5x5", "5"), ("5x3", "5x3"), ("1x1", "1"), ("'2'", "2"), ("$k", "3"),
    ("$both", "2x4"), ("${k}x7", "3x7"), ("\"${k}x7\"", "3x7"),
  ])
  func extents(word: String, canonical: String) throws {
    let values = "k = 3; both = [2, 4]"
    let text = try NetworkScripts.canonical("\(values); input 1x99x99; maxpool \(word)")
    #expect(text == "input 1x99x99; maxpool \(canonical)")
  }

  @Test(arguments: ["0", "5x", "x5", "5x5x5", "-1", "1.5", "70000", "5,5", "[]", "8%"])
  func whatIsNoExtent(word: String) {
    let messages = NetworkScripts.messages("input 1x9x9; maxpool \(word)")
    #expect(messages.count == 1 && messages[0].contains("such as 5x3") || word == "x5")
  }

  @Test func theLargestNumberIsNamed() throws {
    let found = NetworkScripts.found("network a { input 1x9x9; upsample 100000 }")
    #expect(found.map(\.help) == ["each number is from 1 to 65536"])
    let shape = NetworkScripts.found("network a { input 0x9x9; relu }")
    #expect(shape.map(\.help) == ["each number is at least 1"])
  }

  @Test func extentsAreHeightAndWidth() throws {
    let pool: MaxPool = try NetworkScripts.last("input 1x9x9; maxpool 5x3")
    #expect(pool.window.kernel == Extent2(height: 5, width: 3))
  }
}
