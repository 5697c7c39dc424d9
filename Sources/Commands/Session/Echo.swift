import Display
import Language
import Session

/// `echo WORD…`
struct Echo: Command {
  var words: [String] = []

  static let signature = Signature<Echo>(
    "echo", "Show words and values.", chapter: Chapter.session,
    [.rest(\.words, "word", "what to show, with a space between two")],
    result: [ResultField("text", .text, "what was shown")],
    examples: [
      Example(
        "echo hello, world", shows: "the words as they are", gives: ["text": "hello, world"]),
      Example(
        #"x = 3; echo "x is ${x}""#, shows: "a value inside a text", gives: ["text": "x is 3"]),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let text = words.joined(separator: " ")
    return Output(["text": .string(text)], display: Display(text: text))
  }
}
