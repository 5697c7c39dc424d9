import DeepCompression
import Testing

@Suite struct SidesArgumentTests {
  @Test(arguments: [
    ("2", "2", Padding2(2)), ("0", "0", .none),
    ("1x2", "1,2,1,2", Padding2(top: 1, left: 2, bottom: 1, right: 2)),
    ("0,0,1,2", "0,0,1,2", Padding2(top: 0, left: 0, bottom: 1, right: 2)),
    ("[0, 1, 2, 3]", "0,1,2,3", Padding2(top: 0, left: 1, bottom: 2, right: 3)),
    ("3,3,3,3", "3", Padding2(3)),
  ])
  func sides(word: String, canonical: String, padding: Padding2) throws {
    let block = "input 1x9x9; conv 1 9 --pad \(word)"
    #expect(try NetworkScripts.last(block, Convolution.self).padding == padding)
    let written = canonical == "0" ? "" : " --pad \(canonical)"
    #expect(try NetworkScripts.canonical(block) == "input 1x9x9; conv 1 9\(written)")
  }

  @Test(arguments: ["1,2", "1,2,3", "1x2x3", "-1", "1.5", "70000", "x", "1,2,3,4,5"])
  func whatIsNoNumberOfPixels(word: String) {
    let messages = NetworkScripts.messages("input 1x9x9; pad \(word)")
    #expect(messages.count == 1 || word == "x", "\(messages)")
  }
}
