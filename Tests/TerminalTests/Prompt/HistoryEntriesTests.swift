import Terminal
import Testing

@Suite struct HistoryEntriesTests {
  @Test(arguments: [
    ("say one", ["say one"]),
    ("say one; say two", ["say one; say two"]),
    ("say one\nsay two", ["say one", "say two"]),
    ("say (1 +\n2)", ["say (1 +\n2)"]),
    ("say 'a\nb'; say c\nsay d", ["say 'a\nb'; say c", "say d"]),
    ("# first\nsay one # note\n\n\nsay two\n", ["# first\nsay one # note", "say two"]),
    ("# only a comment", ["# only a comment"]),
    ("nonsense (", ["nonsense ("]),
    ("say é\nsay ü", ["say é", "say ü"]),
    (" say secret", []),
    ("", []),
    ("\n\n", []),
  ])
  func splits(text: String, entries: [String]) {
    #expect(HistoryEntries.split(text) == entries)
  }
}
