import Language
import Testing

@Suite struct BinderTests {
  @Test(
    arguments: [
      ("train --epoch 12", "1:7 train has no option --epoch", "did you mean --epochs?"),
      (
        "train -e 12", "1:7 train has no option -e",
        "the options are --epochs, --lr, --limit, --nesterov, --shuffle"
      ),
      ("train --epochs", "1:7 --epochs needs a value: a whole number from 1 to 1000", "--epochs N"),
      (
        "train --epochs --lr 1", "1:7 --epochs needs a value: a whole number from 1 to 1000",
        "--epochs N"
      ),
      ("train --epochs ten", "1:16 --epochs takes a whole number from 1 to 1000, not `ten`", nil),
      ("train --epochs 0", "1:16 --epochs takes a whole number from 1 to 1000, not `0`", nil),
      ("train --epochs=1.5", "1:16 --epochs takes a whole number from 1 to 1000, not `1.5`", nil),
      ("train --epochs 3 --epochs 4", "1:18 --epochs is given twice", "leave one of them out"),
      ("train --nesterov --nesterov", "1:18 --nesterov is given twice", "leave one of them out"),
      ("train --nesterov=maybe", "1:18 --nesterov takes true or false, not `maybe`", nil),
      (
        "train 3", "1:7 train takes no words",
        "train [--epochs N] [--lr X] [--limit TIME] [--nesterov] [--shuffle=false]"
      ),
      ("prune --keep 120%", "1:14 --keep takes a share between 0 and 100 %, not `120%`", nil),
      (
        "prune --keep 8", "1:14 --keep takes a share between 0 and 100 %, not `8`",
        "did you mean 8%?"
      ),
      (
        "prune --keep ip1=5%,ip2=120%", "1:25 --keep takes a share between 0 and 100 %, not `120%`",
        nil
      ),
      ("prune --keep 'ip1=120%'", "1:14 --keep takes a share between 0 and 100 %, not `120%`", nil),
      (
        "prune --keep ip1=5%, ip2=6%", "1:21 --keep takes PATTERN=VALUE between commas, not ``",
        "write the list without spaces after its commas"
      ),
      (
        "quantize --init linaer", "1:17 --init takes one of linear, density, random, not `linaer`",
        "did you mean linear?"
      ),
      ("encode", "1:1 encode needs FILE: the file to write", "encode FILE [--coder huffman|rans]"),
      ("encode a b c", "1:10 encode takes one word", "encode FILE [--coder huffman|rans]"),
      ("seed 1 2 3", "1:10 seed takes at most 2 words", "seed FIRST [SECOND] [--note TEXT]"),
      ("seed x", "1:6 FIRST takes a whole number of at least 1, not `x`", nil),
      ("load data", "1:1 load data needs SOURCE: name or folder of the data", "load data SOURCE"),
      ("echo --loud a", "1:6 echo has no option --loud", "echo has no options"),
      // An unknown option hides what its value would cause.
      ("encode --codr rans a b", "1:8 encode has no option --codr", "did you mean --coder?"),
      ("encode --foo a", "1:8 encode has no option --foo", "the options are --coder"),
    ] as [(String, String, String?)])
  func oneMistake(text: String, mistake: String, help: String?) {
    let found = check(text)
    #expect(mistakes(found) == [mistake])
    #expect(found.first?.help == help)
    #expect(found.allSatisfy { $0.kind == .usage })
  }

  @Test func allMistakesOfACommandAtOnce() {
    #expect(
      mistakes(check("train --epoch 3 --lr ten --epochs 0 --limit -1s")) == [
        "1:7 train has no option --epoch", "1:22 --lr takes a number from 0 to 10, not `ten`",
        "1:35 --epochs takes a whole number from 1 to 1000, not `0`",
        "1:45 --limit takes a duration such as 90s, 5m or 2h, not `-1s`",
      ])
  }

  @Test func theCaretIsUnderTheWrongPart() {
    #expect(check("prune --keep ip1=5%,ip2=120%").first?.span?.text == "120%")
    #expect(check("encode a b c").first?.span?.text == "b c")
    #expect(check("prune --keep 'ip1=120%'").first?.span?.text == "'ip1=120%'")
    #expect(check("train --lr=x").first?.span?.text == "x")
  }

  @Test func longValuesAreCut() {
    let long = String(repeating: "x", count: 500)
    #expect((check("train --lr \(long)").first?.message.count ?? 999) < 120)
  }

  @Test(arguments: [
    ("pack --level 3 a", []), ("pack a --level=3", []), ("pack a --level $x", []),
    ("pack a", ["1:1 pack needs --level: how hard to try"]),
    ("pack", ["1:1 pack needs FILE: what to pack", "1:1 pack needs --level: how hard to try"]),
    // One mistake is enough: the value is missing, not the option.
    ("pack a --level", ["1:8 --level needs a value: a whole number"]),
    ("pack a --levl 3", ["1:8 pack has no option --levl"]),
  ])
  func optionThatMustBeGiven(text: String, expected: [String]) {
    let registry = CommandRegistry([RegisteredCommand(Pack.self)])
    let found = Checker.check(
      parse(text), registry: registry, variables: ["x"], fileExists: { _ in true })
    #expect(mistakes(found) == expected)
    #expect(registry["pack"]?.card.usage == "pack FILE --level N")
  }

  private struct Pack: CommandArguments {
    var file: InputFile = ""
    var level = 0
    static let signature = Signature<Pack>(
      "pack", "Pack a file.", chapter: "Files",
      [
        .positional(\.file, "file", "what to pack"),
        .option(\.level, "level", "how hard to try", required: true),
      ],
      examples: [Example("pack a --level 3", shows: "a file")])
  }
}
