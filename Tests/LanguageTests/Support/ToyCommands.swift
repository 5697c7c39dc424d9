import Language

enum ToyCoder: String, ArgumentEnum { case huffman, rans }

enum ToyInit: String, ArgumentEnum { case linear, density, random }

struct LoadData: CommandArguments {
  var source = ""
  static let signature = Signature<LoadData>(
    "load data", "Load a data set.", chapter: "Data",
    [.positional(\.source, "source", "name or folder of the data")],
    result: [ResultField("train", .integer, "training images")],
    examples: [Example("load data mnist", shows: "the number of images")])
}

struct LoadModel: CommandArguments {
  var name = ""
  var seed = 1
  static let signature = Signature<LoadModel>(
    "load model", "Load a model.", chapter: "Data",
    [
      .positional(\.name, "name", "name or file of the model"),
      .option(\.seed, "seed", "seed of the initial weights", in: 0...),
    ],
    examples: [Example("load model lenet-5 --seed 1", shows: "its layers")])
}

struct Train: CommandArguments {
  var epochs = 10
  var rate = 0.01
  var limit: Seconds?
  var nesterov = false
  var shuffle = true
  static let signature = Signature<Train>(
    "train", "Train the model.", chapter: "Training",
    [
      .option(\.epochs, "epochs", "passes over the training images", in: 1...1000),
      .option(\.rate, "lr", "learning rate", in: 0.0...10.0),
      .option(\.limit, "limit", "longest time to train"),
      .flag(\.nesterov, "nesterov", "use Nesterov momentum"),
      .flag(\.shuffle, "shuffle", "mix the images before each epoch"),
    ],
    result: [
      ResultField("loss", .number, "mean loss"), ResultField("top1", .number, "share correct"),
    ],
    examples: [Example("train --epochs 2", shows: "the loss of each epoch")])
}

struct Prune: CommandArguments {
  var keep: LayerMap<Fraction> = .all(0.1)
  static let signature = Signature<Prune>(
    "prune", "Remove the smallest weights of each layer.", chapter: "Compression",
    [.option(\.keep, "keep", "share of weights to keep, for all layers or by pattern")],
    result: [
      ResultField("density", .number, "share of weights left"),
      ResultField(
        "layers",
        .list(
          .record([
            ResultField("name", .text, "the layer"),
            ResultField("density", .number, "share of weights left"),
          ])), "each layer"),
    ],
    examples: [Example("prune --keep 8%", shows: "the density", gives: ["density": 0.08])])
}

struct Quantize: CommandArguments {
  var bits: LayerMap<Int> = .all(5)
  var initial = ToyInit.linear
  static let signature = Signature<Quantize>(
    "quantize", "Share the weights.", chapter: "Compression",
    [
      .option(\.bits, "bits", "bits per code", in: 1...8),
      .option(\.initial, "init", "how the centroids begin"),
    ],
    examples: [Example("quantize --bits conv*=8,ip*=5", shows: "the clusters of each layer")])
}

struct Encode: CommandArguments {
  var file = OutputFile("")
  var coder = ToyCoder.huffman
  static let signature = Signature<Encode>(
    "encode", "Write the compressed model.", chapter: "Compression",
    [
      .positional(\.file, "file", "the file to write"),
      .option(\.coder, "coder", "how the symbols are coded"),
    ],
    result: [ResultField("bytes", .integer, "size of the file")],
    examples: [Example("encode out/a.dcz", shows: "the sizes")])
}

struct Eval: CommandArguments {
  var file: InputFile?
  var classes: [Int] = []
  static let signature = Signature<Eval>(
    "eval", "Evaluate the model.", chapter: "Training",
    [
      .positional(\.file, "file", "a compressed file instead of the model"),
      .option(\.classes, "classes", "only these classes", in: 0...9),
    ],
    result: [
      ResultField("error", .number, "share wrong"), ResultField("count", .integer, "images"),
      ResultField("ratio", .number, "how many times smaller"),
    ],
    examples: [Example("eval", shows: "the error", gives: ["error": 0.25])])
}

struct Echo: CommandArguments {
  var words: [String] = []
  static let signature = Signature<Echo>(
    "echo", "Write words.", chapter: "Output", [.rest(\.words, "word", "what to write")],
    examples: [Example("echo hello, world", shows: "the words", gives: "hello, world")])
}

struct Seed: CommandArguments {
  var first = PositiveInt(1)
  var second: PositiveInt = 2
  var note: String?
  static let signature = Signature<Seed>(
    "seed", "Set two seeds.", chapter: "Output",
    [
      .positional(\.first, "first", "the first seed"),
      .positional(\.second, "second", "the second seed", required: false),
      .option(\.note, "note", "a remark"),
    ],
    examples: [Example("seed 1 2", shows: "nothing")])
}

enum Toy {
  static let registry = CommandRegistry([
    RegisteredCommand(LoadData.self), RegisteredCommand(LoadModel.self),
    RegisteredCommand(Train.self), RegisteredCommand(Prune.self),
    RegisteredCommand(Quantize.self), RegisteredCommand(Encode.self),
    RegisteredCommand(Eval.self), RegisteredCommand(Echo.self), RegisteredCommand(Seed.self),
  ])
}

/// All that the checker finds in a text, where only `there.dcz` is a file.
func check(_ text: String, _ variables: Set<String> = []) -> [Diagnostic] {
  Checker.check(
    parse(text), registry: Toy.registry, variables: variables, fileExists: { $0 == "there.dcz" })
}
