import Display
import Testing

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("", 0), ("conv1", 5), ("40.3×", 5), ("ä", 1), ("a\u{308}", 1), ("日本語", 6), ("한국", 4),
    ("ｗ", 2), ("👍", 2), ("👩‍👩‍👧", 2), ("🇩🇪", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("\u{200B}", 0),
    ("─…", 2),
  ])
  func widths(text: String, width: Int) {
    #expect(TextWidth.of(text) == width)
  }

  @Test(arguments: [
    ("conv1", 5, "conv1"), ("conv1", 4, "con…"), ("conv1", 1, "…"), ("conv1", 0, ""),
    ("conv1", -1, ""), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("日本語", 2, "…"),
  ])
  func cutting(text: String, width: Int, expected: String) {
    #expect(TextWidth.cut(text, to: width) == expected)
  }

  @Test func controlCharactersBecomeVisible() {
    #expect(TextWidth.visible("a\u{1B}[2Jb\u{7F}\u{9B}\r\n") == "a␛[2Jb␡\u{FFFD}␍␊")
    #expect(TextWidth.visible("a\nb\tc", keeping: ["\n"]) == "a\nb␉c")
  }
}
