import Commands
import DeepCompression
import Language
import Session
import SyntheticData
import Testing

@Suite struct CatalogTests {
  private static var cards: [CommandCard] { Catalog.commands.map { card($0) } }

  private static func card<C: Command>(_ type: C.Type) -> CommandCard { C.signature.card }

  @Test func lawsHold() {
    #expect(CatalogLaws.violations(of: Catalog.catalog.registry.cards).isEmpty)
  }

  @Test func commandsOfTheContractAreThere() {
    #expect(
      CatalogTests.cards.map(\.name) == [
        "load data", "network", "load model", "load net", "save", "save net", "train", "retrain",
        "continue", "eval", "compare", "recalibrate", "fold", "prune", "quantize", "encode", "show",
        "echo", "help", "exit",
      ])
    #expect(Catalog.catalog.registry.cards.contains { $0.name == "expect" })
  }

  // Examples

  struct Case: CustomTestStringConvertible, Sendable {
    let command: String
    let example: Example
    var testDescription: String { "\(command): \(example.code)" }
  }

  private static let examples = Catalog.catalog.registry.cards.flatMap { card in
    ([card] + (card.block?.words ?? [])).flatMap { word in
      word.examples.map { Case(command: word.name, example: $0) }
    }
  }

  /// Each in a session and a folder of its own; where a data set is not installed, a small one
  /// stands in, and numbers of images are not compared.
  @Test(arguments: examples)
  func exampleDoesWhatItSays(example: Case) throws {
    let interrupter = Interrupter()
    var rig = try Rig(progress: interrupter, cancellation: interrupter.cancellation)
    try CatalogTests.prepare(&rig, for: example.command, interrupter)
    var code = example.example.code
    var isExact = true
    let missing =
      (KnownData.isMNISTInstalled ? [] : ["load data mnist"])
      + (KnownData.isFashionMNISTInstalled ? [] : ["load data fashion-mnist"])
    for words in missing {
      isExact = isExact && !code.contains(words)
      code = code.replacing(words, with: "load data \(rig.data)")
    }
    code = code.replacing("out/", with: "\(rig.folder.path)/out/")
    #expect(rig.session.check(Parser.parse(SourceText(name: "example", text: code))).isEmpty)
    let result = try rig.ok(code)
    if isExact, let value = result.value {
      #expect(example.example.matches(value), "gave \(value.json)")
    }
  }

  /// Makes what an example needs and no other example can make.
  private static func prepare(
    _ rig: inout Rig, for command: String, _ interrupter: Interrupter
  ) throws {
    switch command {
    case "continue":
      try rig.ok("load data \(rig.data)")
      rig.session.workspace.compressed = try Rig.smallModel()
      try rig.interrupt("train --epochs 2", at: .endOfEpoch(1), by: interrupter)
    case "load net":
      try SmallNet.write(to: rig.folder, "out/lenet")
    case "recalibrate":
      try rig.ok("load data \(rig.data)")
      rig.session.workspace.compressed = try Rig.normalisedModel()
    default: break
    }
  }

  // parse(canonical(command)) == command

  private static let everyTrainingOption =
    "--epochs 1 --batch 1 --optimizer adamw --lr 0 --momentum 1 --nesterov --decay 1 --clip 2.5 "
    + "--schedule plateau --every 1.5 --factor 0.5 --wait 3 --warmup 0.5 --smoothing 10% "
    + "--teacher 'a b.dcz' --temperature 2 --teacher-weight 50% --mixup 0.2 --shift 64 --flip "
    + "--crop 80% --rotate 10 --zoom 5% --shear 89 --patience 4 --freeze conv*,ip1"

  /// For each command: as short as it can be, with every option, and with awkward words.
  private static let texts: [String: [String]] = [
    "load data": ["load data mnist", "load data 'my data/#1'", "load data ./--x"],
    "network": [
      "network a { input 3; relu }",
      "network my-net { input 1x28x28; conv c1 16 5x3 --pad 2; relu; add c1 relu1 --name b; dense 10 }",
    ],
    "load model": [
      "load model lenet-300-100", "load model lenet-300-100 --seed 0",
      "load model 'a b.dcz' --seed 9223372036854775807",
    ],
    "load net": [
      "load net a.net --prototxt a.prototxt ", "load net 'a b.net' --prototxt 'a b.prototxt'",
    ],
    "save net": ["save net a.net", "save net 'a b'"],
    "save": ["save a", #"save "it's \"here\".safetensors""#],
    "train": [
      "train",
      "train --epochs 3 --batch 32 --optimizer adam --lr 1e-3 --momentum 0.5 --decay 5e-4 "
        + "--schedule cosine --shift 2",
      "train --lr 0.1%", "train --momentum 0 --decay 0", "train \(everyTrainingOption)",
    ],
    "retrain": ["retrain", "retrain \(everyTrainingOption)"],
    "continue": ["continue", "continue --stop "],
    "eval": [
      "eval", "eval a.dcz", "eval --split train", "eval 'a b' --split validation",
      "eval --classes --confusion --nan --split train",
    ],
    "compare": ["compare a.dcz model", "compare model 'a b.dcz' --split train"],
    "recalibrate": ["recalibrate", "recalibrate --batches 7"],
    "fold": ["fold"],
    "prune": [
      "prune", "prune --keep 8%", "prune --keep 1.64%", "prune --keep 33.333%",
      "prune --keep conv1=66%,conv*=12%,*=0.1", "prune --threshold conv*=0.05,*=0.02",
      "prune --threshold 0.1 ",
    ],
    "quantize": [
      "quantize", "quantize --bits 8 --init random --iterations 7",
      "quantize --bits ip1=6,ip?=5,*=4 --init density",
    ],
    "encode": [
      "encode a.dcz", "encode -- --a.dcz", "encode 'out dir/ä.dcz' --index-bits 3 --coder huffman",
      "encode a --index-bits ip1=8,*=1",
      "encode a --codebook fitted --biases 8bit --coder adaptive --provenance --xz=false",
      "encode a --provenance --xz --coder rans",
    ],
    "show": [
      "show", "show data", "show model", "show all", "show a.dcz", "show 'out dir/b' --xz=false",
      "show ./data --xz ",
    ],
    "echo": ["echo", "echo a b", ##"echo "a\nb" '' '$x' "# ; -- --x""##],
    "help": ["help", "help load data"],
    "exit": ["exit", "exit 255"],
  ]

  @Test(arguments: cards.map(\.name))
  func commandSurvivesWritingAndReading(name: String) throws {
    let texts = try #require(
      CatalogTests.texts[name], "add texts for `\(name)` to CatalogTests.texts")
    let type = try #require(Catalog.commands.first { CatalogTests.card($0).name == name })
    for text in texts {
      let canonical = try Canonical.survives(type, text)
      #expect(canonical != nil, "\(text)")
    }
    for option in CatalogTests.card(type).options {
      #expect(
        texts.contains { $0.contains("--\(option.name) ") },
        "add a text with --\(option.name) to CatalogTests.texts")
    }
  }

  @Test(arguments: [
    ("train --epochs 10 --lr 0.1", "train --lr 0.1"), ("prune --keep 0.1", "prune --keep 10%"),
    ("eval  --split=test", "eval"), ("show all", "show"), ("exit 0", "exit"),
    ("encode a.dcz --index-bits *=5", "encode a.dcz --index-bits *=5"),
    ("train --crop 100% --zoom 0 --smoothing 0 --freeze ''", "train"),
    ("continue --stop=false", "continue"), ("compare model a --split test", "compare model a"),
  ])
  func canonicalFormIsTheShortest(text: String, canonical: String) throws {
    let name = text.prefix { $0 != " " }
    let type = try #require(Catalog.commands.first { CatalogTests.card($0).name == name })
    #expect(try Canonical.survives(type, text) == canonical)
  }

  // Results

  /// A session in which every command runs at least once.
  @Test func everyResultIsWhatItsCardPromises() throws {
    let interrupter = Interrupter()
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train --epochs 2", at: .endOfEpoch(1), by: interrupter)
    var unseen = Set(CatalogTests.cards.filter { $0.name != "expect" }.map(\.name))
    try SmallNet.write(to: rig.folder, "a")
    var results = rig.run(
      """
      show
      continue
      load data \(rig.data)
      network tiny { input 1x28x28; dense 10 }
      load model tiny
      load model lenet-300-100 --seed 1
      train --epochs 1
      eval
      prune
      show model
      retrain --epochs 1
      quantize
      retrain --epochs 1 --lr 1e-4
      encode \(rig.folder.path)/a.dcz
      eval \(rig.folder.path)/a.dcz --classes
      compare \(rig.folder.path)/a.dcz model
      save \(rig.folder.path)/a.safetensors
      load model \(rig.folder.path)/a.safetensors
      load net \(rig.folder.path)/a.net --prototxt \(rig.folder.path)/a.prototxt
      save net \(rig.folder.path)/b.net
      show data
      echo done
      help
      exit
      """)
    rig.session.workspace.compressed = try Rig.normalisedModel()
    results += rig.run("recalibrate; prune; fold; show")
    for result in results {
      #expect(result.error == nil, "\(result.source)")
      let name = try #require(result.command)
      unseen.remove(name)
      let card = try #require(CatalogTests.cards.first { $0.name == name })
      guard case .record(let record) = result.value else {
        Issue.record("\(result.source) gave no record")
        continue
      }
      #expect(
        Promise.violations(record, of: card.result).isEmpty, "\(result.source)")
    }
    #expect(unseen.isEmpty)
  }

  /// The fields that the contract with users names; there may be more.
  @Test(arguments: [
    ("eval", "count correct top1 top5 error loss seconds bytes ratio"),
    ("train", "epochs loss top1 best_epoch images_per_second seconds"),
    ("retrain", "epochs loss top1 best_epoch images_per_second seconds"),
    ("continue", "epochs loss top1 best_epoch images_per_second seconds stopped_early"),
    ("compare", "count both neither only_a only_b error_a error_b p exact"),
    ("fold", "folded"),
    (
      "prune",
      "density nonzero total layers.name layers.nonzero layers.total layers.density layers.threshold"
    ),
    ("quantize", "layers.name layers.bits layers.clusters layers.sse"),
    ("encode", "path bytes original_bytes ratio layers.name sections.name sections.bytes"),
  ])
  func fieldsOfTheContractAreThere(name: String, fields: String) throws {
    let card = try #require(CatalogTests.cards.first { $0.name == name })
    let names = card.result.flatMap { field in
      [field.name] + field.type.fields.map { "\(field.name).\($0.name)" }
    }
    for field in fields.split(separator: " ") { #expect(names.contains(String(field))) }
  }

  // Lists that must agree with the engine's

  @Test(arguments: [
    ("encode", "coder", CoderSelection.allCases.map(\.rawValue)),
    ("encode", "codebook", CodebookPrecision.allCases.map(\.rawValue)),
    ("encode", "biases", PlainPrecision.allCases.map(\.rawValue)),
    ("train", "optimizer", Optimizers.all.map { $0.name }),
    ("train", "schedule", Schedule.names),
    ("quantize", "init", CentroidInitialization.allCases.map(\.rawValue)),
  ])
  func choicesAreThoseOfTheEngine(command: String, option: String, names: [String]) throws {
    let card = try #require(CatalogTests.cards.first { $0.name == command })
    #expect(card.option(named: option)?.candidates == names)
  }
}
