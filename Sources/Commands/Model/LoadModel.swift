import DeepCompression
import Display
import Language
import Session

/// `load model NAME|FILE`
struct LoadModel: Command {
  var model = ModelReference()
  var seed: Int?
  var distribution = WeightDistribution.uniform

  static let signature = Signature<LoadModel>(
    "load model", "Load a network with fresh weights, or a model from a file.",
    chapter: Chapter.data,
    discussion: """
      A name of the zoo, or of a network that `network` defined, gives a network whose weights are \
      drawn from the seed. A file gives what `save` or `encode` wrote, with masks and shared weights.
      """,
    [
      .positional(\.model, "model", "a network's name, or a .safetensors or .dcz file"),
      .option(
        \.seed, "seed",
        "what a network's first weights are drawn from; else the session's random numbers",
        in: 0...),
      .option(
        \.distribution, "distribution",
        "how they are drawn: uniform to train from, laplacian to look like trained ones"),
    ],
    result: [
      ResultField("name", .text, "the network's name"),
      ResultField("parameters", .integer, "number of weights and biases"),
      ResultField("bytes", .integer, "size of the parameters as float32"),
    ],
    examples: [
      Example(
        "load model lenet-300-100 --seed 1", shows: "the network with fresh weights",
        gives: ["name": "lenet-300-100", "parameters": 266_610, "bytes": 1_066_440])
    ])

  var mistakes: [ArgumentMistake] {
    guard model.fileUse != nil else { return [] }
    let given = [("seed", seed != nil), ("distribution", distribution != .uniform)]
    return given.filter(\.1).map { option, _ in
      ArgumentMistake(
        "--\(option) is for a network's first weights; \(model.text) is a file with its own",
        at: option, with: ["model"], help: "leave --\(option) out")
    }
  }

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed: CompressedModel
    if let network = model.network {
      compressed = try fresh(network, &session)
    } else if let network = session.workspace.network(named: model.text) {
      compressed = try fresh(network.name, network.graph, &session)
    } else {
      compressed = try fromFile(session)
    }
    session.workspace.compressed = compressed
    let model = compressed.model
    return Output(
      [
        "name": .string(model.name), "parameters": .integer(model.parameterCount),
        "bytes": .integer(model.float32Bytes),
      ], display: Display(text: compressed.summary))
  }

  private func fresh(
    _ network: ZooEntry, _ session: inout Session
  ) throws(Diagnostic) -> CompressedModel {
    let graph: Graph
    do {
      graph = try network.graph()
    } catch {
      throw Diagnostic(error)
    }
    return try fresh(network.name, graph, &session)
  }

  /// A network with its first weights drawn.
  private func fresh(
    _ name: String, _ graph: Graph, _ session: inout Session
  ) throws(Diagnostic) -> CompressedModel {
    var random = RandomSource(seed: seed.map { UInt64($0) } ?? session.workspace.random.next())
    let cancellation = session.cancellation
    let model = try Model(
      name: name, graph: graph, weights: distribution.initial, drawnFrom: &random
    ) { () throws(Diagnostic) in
      if cancellation.isRaised { throw .interrupted }
    }
    return CompressedModel(model)
  }

  private func fromFile(_ session: Session) throws(Diagnostic) -> CompressedModel {
    if model.fileUse == nil, !fileExists(model.text) {
      let defined = session.workspace.networks.map(\.name)
      throw NameUse.unknown(
        kind: DefinedNetwork.kind, name: model.text, known: Zoo.all.map(\.name) + defined)
    }
    do {
      return try ModelFile.read(model.text, isCancelled: session.isCancelled).compressed
    } catch {
      throw Diagnostic(error, path: model.text)
    }
  }
}

/// What a network's first weights are drawn from.
enum WeightDistribution: String, ArgumentEnum {
  /// As the layers say: uniform, as wide as training wants it.
  case uniform
  /// Laplacian of the same variance.
  case laplacian

  var initial: InitialValue? { self == .laplacian ? .laplacian : nil }
}

extension CompressedModel {
  /// One line for people.
  var summary: String {
    var text =
      "\(model.name): \(Quantity.count(model.parameterCount)) parameters, "
      + "\(Quantity.bytes(model.float32Bytes)) as float32"
    if !masks.isEmpty {
      text +=
        ", \(Quantity.percent(Double(keptCount) / Double(max(1, weightCount)))) of weights kept"
    }
    if !codebooks.isEmpty {
      text += ", weights shared in \(codebooks.count) of \(model.weightedLayers.count) layers"
    }
    return text
  }
}
