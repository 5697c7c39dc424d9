import Language
import Testing

@Suite struct WordContextTests {
  @Test(arguments: [
    ("", 0, true, ""), ("tr", 0, true, "tr"), ("train ", 1, false, ""),
    ("train --ep", 1, false, "--ep"), ("train --lr 3 ", 3, false, ""), ("x = (tr", 0, true, "tr"),
    ("x = (", 0, true, ""), ("x = ro", 0, false, "ro"), ("x = [", 0, false, ""),
    ("x = [1,\n", 0, false, ""),
    ("eval; ", 0, true, ""), ("eval\n", 0, true, ""), ("eval # c\n tr", 0, true, "tr"),
    ("#!x\n", 0, true, ""), ("eval \"my f", 1, false, "my f"), ("x = [(eval) ", 0, false, ""),
  ])
  func whereTheWordStands(text: String, before: Int, isFirst: Bool, word: String) {
    let context = WordContext(typed: text)
    #expect(context.before.count == before && context.isFirst == isFirst && context.text == word)
    #expect(context.end == text.utf8.count && context.start + word.utf8.count == context.end)
  }

  @Test func quotesAndComments() {
    #expect(WordContext(typed: "a \"b").openQuote == "\"")
    #expect(WordContext(typed: "a 'b").openQuote == "'")
    #expect(WordContext(typed: "a \"${b").openQuote == nil)
    #expect(WordContext(typed: "a # b").isComment && !WordContext(typed: "a #b\n").isComment)
  }
}
