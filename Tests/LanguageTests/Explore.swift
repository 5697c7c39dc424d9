import Testing
@_spi(X) import Language
@Suite struct Explore {
  @Test func explore() throws {
    let texts = [
      "#!/usr/bin/env dcsh\nload data mnist; load model lenet-5 --seed 1\ntrain --epochs 12 --lr 1e-3\nreference = (eval)\n\nprune --keep conv1=66%,conv2=12%\nfinal = (eval out/lenet-5.dcz)   # x\nexpect $final.error <= $reference.error + 0.1%\nexpect $final.ratio >= 39 \"too ${large}\"",
      "1 + 2", "$best.error * 2 + 1", "(eval)", "max(1, 2)", "-3 ** 2", "not 1 == 2 and 3 < 4 or True",
      "load a \\\n  b", "echo \"a\nb\"", "x = [1, 2,\n 3]\necho hi", "x = {\"a\": 1, 'b': [2]}", "echo out/$name.dcz out/${name}.dcz a'b c'd",
      "echo a > b", "x = 1 +", "x = (eval\nprune --keep 8%\necho done", "echo \"done\nexpect $x > 3 \"too small\"\nprune",
      "x = [1 2]\ny = 3", "}", "echo a]\nfoo", "x.y = 3", "$x = 3", "x = true", "x = eval", "8%3", "7 % 3", "1 < 2 < 3",
      "train --epochs=\necho", "train --epochs$x", "echo \"${x\"\necho b", "echo \"a ${1 + (eval).error} b\"", "(eval; eval)", "x = 12parsecs", "x = 99999999999999999999",
      "echo --", "echo -- --x", "it = 3", "f(1", "x = {a: 1}", "for k in [2, 4] {", "echo \\q \"\\q\"", "é = 3\necho $é", "$x[0].y[-1]", "echo $x[0]b", "a ** -b", "2 ** -1 ** 2", "\"x\" + 'y'",
      "x = (\n1\n+ 2 # c\n)", "echo a#b #c", "x = 3; y = 4; z", "$x.", "x = [1,\n2\nprune --keep 3\necho (", 
    ]
    for t in texts {
      print("──", t.debugDescription)
      let s = parse(t)
      for l in shape(t) { print("    ", l) }
      for m in s.diagnostics { print(DiagnosticRenderer().text(m), terminator: "") }
      print("     complete:", Parser.completeness(of: t))
      let joined = s.tokens.map { s.source.text(in: $0.range) }.joined()
      if joined != t { print("LOSSY", joined) }
    }
  }
}
