import Language
import Testing

@Suite struct SuggestionTests {
  @Test(
    arguments: [
      ("epoch", "epochs"), ("trian", "train"), ("qantize", "quantize"), ("EVAL", "eval"),
      ("encdoe", "encode"), ("pru", "prune"), ("zebra", nil), ("q", nil), ("", nil), ("ev", "eval"),
    ] as [(String, String?)])
  func nearest(word: String, meant: String?) {
    let words = ["train", "prune", "quantize", "encode", "eval", "epochs", "k"]
    #expect(Suggestion.nearest(to: word, in: words) == meant)
  }

  @Test func amongEqualsTheFirst() {
    #expect(Suggestion.nearest(to: "con3", in: ["con1", "con2"]) == "con1")
  }

  @Test func longWordsCostNothing() {
    let long = String(repeating: "a", count: 100_000)
    #expect(Suggestion.nearest(to: long, in: [long + "b", "a"]) == nil)
  }

  @Test(arguments: [
    ("", "", 0), ("abc", "", 3), ("abc", "acb", 1), ("kitten", "sitting", 3), ("a", "b", 1),
    ("ca", "abc", 3),
  ])
  func distances(left: String, right: String, distance: Int) {
    let left = Array(left.unicodeScalars)
    let right = Array(right.unicodeScalars)
    #expect(Suggestion.editDistance(left, right) == distance)
    #expect(Suggestion.editDistance(right, left) == distance)
  }
}
