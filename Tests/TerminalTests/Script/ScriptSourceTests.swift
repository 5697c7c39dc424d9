import Foundation
import Language
import Terminal
import Testing

@Suite struct ScriptSourceTests {
  private func refusal(_ source: ScriptSource, input: Int32 = 0) -> Diagnostic? {
    do throws(Diagnostic) {
      _ = try source.read(input: input)
      return nil
    } catch {
      return error
    }
  }

  @Test func readsAFile() throws {
    let stage = Stage()
    let path = stage.file("a.dc", "say é\n")
    let source = try ScriptSource.file(path).read(input: 0)
    #expect(source.text == "say é\n")
    #expect(source.name == path)
  }

  @Test func readsStandardInputToItsEnd() throws {
    let text = String(repeating: "say hello\n", count: 20_000)
    let stage = Stage(input: text)
    #expect(try ScriptSource.standardInput.read(input: stage.input).text == text)
  }

  @Test func aHyphenIsStandardInput() {
    #expect(ScriptSource(path: "-") == .standardInput)
    #expect(ScriptSource(path: "./-") == .file("./-"))
  }

  @Test(arguments: [
    ("/nowhere/a.dc", "cannot read /nowhere/a.dc: no such file or directory"),
    ("/", "cannot read /: is a directory"),
    ("/dev/zero", "/dev/zero is larger than 16 MiB"),
    ("/dev/null/a.dc", "cannot read /dev/null/a.dc: not a directory"),
  ])
  func tellsWhyAFileCannotBeRead(path: String, message: String) {
    let diagnostic = refusal(.file(path))
    #expect(diagnostic?.message == message)
    #expect(diagnostic?.kind == .usage)
  }

  @Test func refusesBytesThatAreNoText() {
    let stage = Stage()
    let binary = stage.file("a.dc", [0x7F, 0x45, 0x4C, 0x46, 0, 1, 2])
    #expect(refusal(.file(binary))?.message == "\(binary) is not a script: byte 4 of it is zero")
    let latin = stage.file("b.dc", Array("say caf".utf8) + [0xE9, 0x0A])
    let diagnostic = refusal(.file(latin))
    #expect(diagnostic?.message == "the text is not UTF-8")
    #expect(diagnostic?.span?.start == SourcePosition(line: 1, column: 8))
  }

  @Test func aClosedStandardInputIsAnError() {
    #expect(
      refusal(.standardInput, input: 999)?.message == "cannot read stdin: bad file descriptor")
  }
}
