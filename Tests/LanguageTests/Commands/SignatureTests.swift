import Language
import Testing

/// What an invocation of a toy command binds to.
func bind<Command: CommandArguments>(
  _ text: String, _ variables: [String: Value] = [:]
) throws(Diagnostic) -> Command {
  guard case .command(let invocation)? = parse(text).statements.first?.kind else {
    throw Diagnostic("not a command")
  }
  var host = ToyHost(variables: variables)
  let evaluated = try EvaluatedInvocation(invocation) { (word) throws(Diagnostic) in
    try Evaluator.value(of: word, in: &host)
  }
  return try Command.signature.bind(evaluated)
}

@Suite struct SignatureTests {
  @Test func defaultsAreThePropertyInitialisers() throws {
    #expect(try bind("train") == Train())
    #expect(try bind("prune") == Prune(keep: .all(0.1)))
  }

  @Test func wordsAndOptionsInAnyOrder() throws {
    let train = Train(
      epochs: 12, rate: 0.001, limit: Seconds(300.0), nesterov: true, shuffle: false)
    #expect(try bind("train --epochs 12 --lr=1e-3 --limit 5m --nesterov --shuffle=false") == train)
    #expect(try bind("train --nesterov --shuffle=no --lr 0.1% --limit=300 --epochs 12") == train)
    #expect(try bind("load model --seed 7 lenet-5") == LoadModel(name: "lenet-5", seed: 7))
    #expect(try bind("echo a -- --b -c") == Echo(words: ["a", "--b", "-c"]))
    #expect(try bind("seed 3") == Seed(first: 3, second: 2))
    #expect(try bind("echo -1 '-x'") == Echo(words: ["-1", "-x"]))
  }

  @Test func variablesAreValues() throws {
    let variables: [String: Value] = ["n": 24.0, "k": ["ip1": 0.5]]
    #expect(try bind("train --epochs $n", variables) == Train(epochs: 24))
    #expect(try bind("prune --keep $k", variables) == Prune(keep: .patterns([.init("ip1", 0.5)])))
  }

  @Test(
    arguments: [
      ("train", "train"), ("train --epochs 10 --lr 1e-2", "train"),
      ("train --lr=1e-3", "train --lr 0.001"),
      ("train --shuffle --nesterov", "train --nesterov"),
      ("train --shuffle=off", "train --shuffle=false"),
      ("prune --keep 0.08", "prune --keep 8%"), ("load data 'my data'", "load data 'my data'"),
      ("encode a.dcz --coder rans", "encode a.dcz --coder rans"), ("seed 1 2", "seed 1"),
      ("seed 4 5 --note 'a\"b$c'", "seed 4 5 --note 'a\"b$c'"), ("echo '' -- --x", "echo '' '--x'"),
      ("eval --classes 3,1", "eval --classes 3,1"), ("eval a b c", nil),
    ] as [(String, String?)])
  func canonicalFormSaysOnlyWhatDiffers(text: String, canonical: String?) {
    guard case .command(let invocation)? = parse(text).statements.first?.kind else { return }
    let evaluated = EvaluatedInvocation(invocation) { word in word.constantText.map(Value.string) }
    let command = try? Toy.registry.resolve(invocation)
    #expect((try? command?.canonical(evaluated)) == canonical)
  }

  /// The law: binding the canonical form gives the command again, whatever its arguments are.
  @Test func canonicalFormReadsBack() throws {
    var random = TestRandom(seed: 11)
    let pieces = [
      "a", " ", "'", "\"", "$", "\\", "\n", "#", "=", "-", "--", "é", ";", "(", "}", "x",
    ]
    func text() -> String {
      (0..<random.below(5)).map { _ in pieces[random.below(pieces.count)] }.joined()
    }
    func share() -> Fraction { Fraction(exactly: Double(random.below(1001)) / 1000) ?? 0.0 }
    for _ in 0..<300 {
      let train = Train(
        epochs: 1 + random.below(1000), rate: Double(random.below(10_000)) / 1000,
        limit: random.below(2) == 0 ? nil : Seconds(exactly: Double(random.below(9999)) / 7),
        nesterov: random.below(2) == 0, shuffle: random.below(2) == 0)
      #expect(try bind(Train.signature.canonical(train)) == train)
      let prune = Prune(
        keep: random.below(2) == 0
          ? .all(share()) : .patterns([.init("conv*", share()), .init("a b'c", share())]))
      #expect(try bind(Prune.signature.canonical(prune)) == prune)
      let echo = Echo(words: (0..<random.below(4)).map { _ in text() })
      #expect(try bind(Echo.signature.canonical(echo)) == echo)
      var seed = Seed()
      seed.first = PositiveInt(exactly: 1 + random.below(3)) ?? 1
      seed.second = PositiveInt(exactly: 1 + random.below(3)) ?? 1
      seed.note = random.below(2) == 0 ? nil : text()
      #expect(try bind(Seed.signature.canonical(seed)) == seed)
      let eval = Eval(
        file: random.below(2) == 0 ? nil : InputFile("f" + text()),
        classes: (0..<random.below(3)).map { _ in random.below(10) })
      #expect(try bind(Eval.signature.canonical(eval)) == eval)
    }
  }

  @Test func bindingThrowsTheFirstError() {
    do {
      let _: Train = try bind("train --lr x --epochs y")
      Issue.record("it was bound")
    } catch { #expect(error.span?.text == "x" && error.kind == .usage) }
  }
}
