import DeepCompression
import Display
import Language
import Session

/// `fold`
struct Fold: Command {
  static let signature = Signature<Fold>(
    "fold", "Merge batch normalisation into the layers before it.", chapter: Chapter.training,
    discussion: """
      A normalisation that directly follows a layer with weights becomes part of them: the network \
      gives the same but for rounding, and is smaller and faster. Pruned weights stay pruned. Layers \
      with shared weights cannot be folded: do it before `quantize`.
      """,
    result: [
      ResultField("folded", .list(.text), "the normalisations that are gone"),
      ResultField("parameters", .integer, "number of weights and biases that are left"),
    ],
    examples: [
      Example(
        "load model resnet-20; fold", shows: "the normalisations that are gone")
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let compressed = try session.requireModel()
    let model: Model
    let folded: [String]
    do {
      (model, folded) = try compressed.model.foldingBatchNorm()
    } catch {
      throw Diagnostic(error)
    }
    let result = try compressed.replaced(by: model)
    session.workspace.compressed = result
    let change =
      "\(Quantity.count(compressed.model.float32Bytes)) to "
      + "\(Quantity.exactBytes(model.float32Bytes)) as float32"
    return Output(
      [
        "folded": .list(folded.map { .string($0) }), "parameters": .integer(model.parameterCount),
      ],
      display: Display(
        text: folded.isEmpty
          ? "no batch normalisation directly follows a layer with weights"
          : "folded \(folded.joined(separator: ", ")): \(change)"))
  }
}

extension CompressedModel {
  /// A folded model under the same masks and codebooks.
  /// - Throws: `Diagnostic` if shared weights would have to change.
  fileprivate func replaced(by folded: Model) throws(Diagnostic) -> CompressedModel {
    for layer in model.weightedLayers where codebooks[layer.parameter] != nil {
      guard let new = folded.parameters[layer.parameter],
        model.parameters[layer.parameter]?.isBitIdentical(to: new) ?? false
      else {
        throw Diagnostic(
          "\(layer.name): folding would change its shared weights",
          help: "fold before quantize")
      }
    }
    do {
      return try CompressedModel(folded, masks: masks, codebooks: codebooks)
    } catch {
      throw Diagnostic(error)
    }
  }
}
