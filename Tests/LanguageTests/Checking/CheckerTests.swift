import Language
import Testing

@Suite struct CheckerTests {
  @Test func sevenMistakesAreSevenDiagnostics() {
    let found = check(
      """
      load data mnist
      trian --epochs 3
      train --epoch 12
      prune --keep 120%
      final = (eval there.dcz
      x = [1 2]
      expect $final.eror < 2%
      encode out/a.dcz --coder hufman
      expect $reference.error < 2%
      """)
    #expect(
      mistakes(found) == [
        "2:1 there is no command `trian`", "3:7 train has no option --epoch",
        "4:14 --keep takes a share between 0 and 100 %, not `120%`",
        "5:9 this `(` is never closed", "6:8 expected `,` or `]`, not `2`",
        "8:26 --coder takes one of huffman, rans, not `hufman`",
        "9:8 there is no variable $reference",
      ])
  }

  @Test(arguments: [
    ("eval gone.dcz", ["1:6 there is no file `gone.dcz`"]), ("eval there.dcz", []),
    ("encode out/a.dcz; eval out/a.dcz", []), ("encode out/a.dcz; eval ./out//./a.dcz", []),
    ("eval out/a.dcz; encode out/a.dcz", ["1:6 there is no file `out/a.dcz`"]),
    ("encode $f; eval out/a.dcz", []), ("eval $f", []), ("eval $f.x", []),
    (
      "encdoe out/a.dcz; eval out/a.dcz; eval out/b.dcz",
      ["1:1 there is no command `encdoe`", "1:40 there is no file `out/b.dcz`"]
    ),
    (
      "encode out/a.dcz --coder x; eval out/a.dcz",
      ["1:26 --coder takes one of huffman, rans, not `x`"]
    ),
    ("n = \"gone\"; eval \"${n}.dcz\"", ["1:18 there is no file `gone.dcz`"]),
    ("expect (eval gone.dcz).error < 1", ["1:14 there is no file `gone.dcz`"]),
    ("encode out/a.dcz ]\neval out/a.dcz", ["1:18 expected the end of the statement, not `]`"]),
    ("encode (out/a.dcz\neval out/a.dcz", ["1:8 this `(` is never closed"]),
  ])
  func filesMustBeThereOrBeWrittenBefore(text: String, expected: [String]) {
    #expect(mistakes(check(text, ["f"])) == expected)
  }

  @Test(arguments: [
    ("echo $x", ["1:6 there is no variable $x"]), ("x = 1; echo $x", []), ("echo $v", []),
    ("x = $x", ["1:5 there is no variable $x"]), ("echo \"${y}\"", ["1:9 there is no variable $y"]),
    ("echo $it", ["1:6 there is no variable $it"]), ("eval; echo $it.error", []),
    ("xyzzy; echo $it.a", ["1:1 there is no command `xyzzy`"]),
    ("eval; echo $it.eror", ["1:16 there is no field `eror`"]),
    ("x = eval; echo $x", ["1:5 `eval` is not a value"]),
    (
      "x = [1 2]; echo $x $z", ["1:8 expected `,` or `]`, not `2`", "1:20 there is no variable $z"]
    ),
  ])
  func variablesMustBeSet(text: String, expected: [String]) {
    #expect(mistakes(check(text, ["v"])) == expected)
  }

  @Test func dollarsInQuotesAreWarnings() {
    let found = check("x = 1; echo \"$x $5 $nobody '$x' ${x} \\$x\" '$x'")
    #expect(
      mistakes(found) == ["1:14 `$x` in quotes is only text", "1:29 `$x` in quotes is only text"])
    #expect(found.allSatisfy { $0.severity == .warning })
  }

  @Test func aVariableIsNoCommand() {
    #expect(check("keep = 8%; keep").first?.help == "write $keep for the variable")
  }

  @Test func aGoodScriptHasNoErrors() {
    let text = """
      #!/usr/bin/env dcsh
      load data mnist
      load model lenet-5 --seed 1
      train --epochs 12 --lr 1e-3
      reference = (eval)
      keep = 8%
      prune --keep $keep
      quantize --bits conv*=8,ip*=5 --init linear
      encode out/lenet-5.dcz --coder huffman
      final = (eval out/lenet-5.dcz)        # decoded from the file
      expect $final.error <= $reference.error + 0.1%
      expect $final.ratio >= 39 "only ${final.ratio}"
      echo "done: ${round($final.ratio, 1)}" (prune).layers
      """
    #expect(check(text) == [])
  }

  @Test func answersAreBounded() {
    let found = check(String(repeating: "x y\n", count: 1200))
    #expect(found.count == 1001 && found.last?.message == "and 200 more like these")
  }

  @Test func manyVariablesTakeLittleTime() {
    let lines = (0..<1500).map { "v\($0) = $v\($0 + 1) + 1" }
    #expect(check(lines.joined(separator: "\n")).count == 1001)
  }
}
