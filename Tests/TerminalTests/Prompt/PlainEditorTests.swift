import Foundation
import Language
import Terminal
import Testing

@Suite struct PlainEditorTests {
  private func inputs(_ text: String) -> [LineInput] {
    let stage = Stage(input: text)
    let editor = PlainEditor(stage.input)
    editor.remember("nothing comes of this")
    var inputs: [LineInput] = []
    repeat {
      inputs.append(
        editor.readLine(prompt: "> ") { _, cursor in Completion.made(cursor..<cursor) })
    } while inputs.last != .end && inputs.count < 100
    #expect(stage.output == "")
    #expect(stage.errors == "")
    return inputs
  }

  @Test func readsLinesAndShowsNothing() {
    #expect(inputs("say a\n\nsay é\n") == [.text("say a"), .text(""), .text("say é"), .end])
  }

  @Test func theLastLineNeedsNoEnd() {
    #expect(inputs("say a") == [.text("say a"), .end])
    #expect(inputs("") == [.end])
  }

  @Test func longLinesArriveWhole() {
    let line = String(repeating: "x", count: 10_000)
    #expect(inputs(line + "\nb") == [.text(line), .text("b"), .end])
  }
}
