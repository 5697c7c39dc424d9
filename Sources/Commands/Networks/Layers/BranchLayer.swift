import DeepCompression
import Language

/// A layer of several inputs.
protocol CombiningLayer: NetworkLayer {
  var combining: CombiningArguments { get set }
}

/// The arguments that layers of several inputs share. Their words are names of inputs, so that
/// their own name needs an option.
struct CombiningArguments: Sendable, Equatable {
  var name: LayerName?
  var inputs: [LayerName] = []
}

extension CombiningLayer {
  var name: LayerName? { combining.name }
  var sources: [LayerName] { combining.inputs }
  static var sourceParameter: String { "layer" }

  static func combiningParameters(_ word: String) -> [Parameter<Self>] {
    [
      .rest(\.combining.inputs, "layer", "the layers to join, or input", required: true),
      .option(\.combining.name, "name", LayerName.automaticHelp(word)),
    ]
  }
}

/// `add LAYER LAYER…`
struct AddLayer: CombiningLayer {
  var combining = CombiningArguments()

  static let signature = Signature<AddLayer>(
    "add", "Add the results of layers.", chapter: LayerChapter.branches,
    combiningParameters("add"),
    examples: [
      Example(
        "network my-net { input 16x8x8; conv c1 16 3 --pad 1; relu r1; add r1 input }",
        shows: "a connection around two layers")
    ])

  func operation(for inputs: [Shape]) throws(NetworkError) -> any Operation { Add() }
}

/// `multiply LAYER LAYER`
struct MultiplyLayer: CombiningLayer {
  var combining = CombiningArguments()

  static let signature = Signature<MultiplyLayer>(
    "multiply", "Multiply the results of two layers.", chapter: LayerChapter.branches,
    discussion: "Where the second has an extent of 1 and the first more, it is repeated.",
    combiningParameters("multiply"),
    examples: [
      Example(
        "network my-net { input 8x4x4; globalavgpool g; sigmoid s; multiply input s }",
        shows: "a factor for each channel")
    ])

  func operation(for inputs: [Shape]) throws(NetworkError) -> any Operation { Multiply() }
}

/// `concat LAYER LAYER…`
struct ConcatLayer: CombiningLayer {
  var combining = CombiningArguments()
  var axis = 0

  static let signature = Signature<ConcatLayer>(
    "concat", "Put the results of layers behind each other.", chapter: LayerChapter.branches,
    combiningParameters("concat") + [
      .option(\.axis, "axis", "0 for channels, 1 for rows, 2 for columns", in: 0...7)
    ],
    examples: [
      Example(
        "network my-net { input 3x8x8; conv a 4 1; conv b 8 3 --pad 1 --from input; concat a b }",
        shows: "two branches with 12 channels together")
    ])

  func operation(for inputs: [Shape]) throws(NetworkError) -> any Operation {
    guard inputs.count >= 2 else { throw NetworkError("`concat` takes two inputs or more, not 1") }
    return try Concat(axis: axis)
  }
}

/// `split [NAME] START COUNT`
struct SplitLayer: ChainedLayer {
  var head = LayerHead()
  var start = 0
  var count: PositiveInt = 1
  var axis = 0

  static let signature = Signature<SplitLayer>.layer(
    "split", "Take one part of the channels, or of another axis.",
    chapter: LayerChapter.branches,
    [
      .positional(\.start, "start", "the first that is taken, from 0"),
      .positional(\.count, "count", "how many are taken"),
      .option(\.axis, "axis", "0 for channels, 1 for rows, 2 for columns", in: 0...7),
    ], example: "input 8x4x4; split a 0 4; split b 4 4 --from input; add a b",
    shows: "two halves, added")

  func operation(for input: Shape) throws(NetworkError) -> any Operation {
    try Slice(axis: axis, start: start, count: count.value)
  }
}
