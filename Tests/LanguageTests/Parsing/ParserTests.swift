import Foundation
import Language
import Testing

@Suite struct ParserTests {
  @Test func aWholeScript() {
    let script = """
      #!/usr/bin/env dcsh
      load data mnist; load model lenet-5 --seed 1
      train --epochs 12 --lr 1e-3   # three minutes
      reference = (eval)

      prune --keep conv1=66%,conv*=12% \\
        --seed=2
      final = (eval out/lenet-5.dcz)
      expect $final.error <= $reference.error + 0.1%
      expect $final.ratio >= 39 "only ${final.ratio}"
      """
    #expect(
      shape(script) == [
        "<load|data|mnist>", "<load|model|lenet-5|--seed|1>",
        "<train|--epochs|12|--lr|1e-3>", "reference := <eval>",
        "<prune|--keep|conv1=66%,conv*=12%|--seed=2>", "final := <eval|out/lenet-5.dcz>",
        "expect ($final.error <= ($reference.error + 0.001))",
        "expect ($final.ratio >= 39) else 'only {$final.ratio}'",
      ])
    #expect(parse(script).diagnostics.isEmpty)
  }

  @Test(arguments: ["", "\n\n", "  ", "# x", "#!x", ";;;", "\u{FEFF}", "\\\n"])
  func emptyTextsHaveNoStatements(text: String) {
    #expect(parse(text).statements.isEmpty && parse(text).diagnostics.isEmpty)
  }

  @Test func windowsLinesAndPastedSpaces() {
    #expect(
      shape("\u{FEFF}load\u{A0}data mnist\r\nx = [1,\r\n2]\r\n") == [
        "<load|data|mnist>", "x := [1, 2]",
      ])
    #expect(shape("echo a \\\r\n b") == ["<echo|a|b>"])
  }

  @Test func bytesThatAreNotTextAreRefusedWithAPlace() {
    let script = Parser.parse(SourceText(name: "a", bytes: Array("eval\nx".utf8) + [0xFF]))
    #expect(mistakes(script.diagnostics) == ["2:2 the text is not UTF-8"])
  }

  @Test(arguments: ["(", "[", "-", "not ", "\"${", "{\"a\":", "2 ** ", "min(", "x[", "echo ("])
  func nestingIsBounded(opening: String) {
    for count in [150, 250, 10_000] {
      let script = parse(String(repeating: opening, count: count))
      #expect(!script.diagnostics.isEmpty)
      #expect(script.diagnostics.count <= 2)
    }
  }

  @Test func longChainsAreFlat() throws {
    let count = 20_000
    #expect(try evaluate("1" + String(repeating: " + 1", count: count)) == .integer(count + 1))
    let path = "$x" + String(repeating: "[0]", count: count)
    #expect(parse(path).diagnostics.isEmpty)
  }
}
