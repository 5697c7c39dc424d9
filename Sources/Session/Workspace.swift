import DeepCompression

/// Everything that commands change: copying it is keeping it, as tensors are shared until written.
public struct Workspace: Sendable {
  /// The data set, if one is loaded.
  public var dataset: Dataset?
  /// The model with its masks and codebooks, if there is one.
  public var compressed: CompressedModel?
  /// Where commands that draw at random begin; each takes a seed of its own from here.
  public var random: RandomSource

  /// An empty workspace.
  /// - Parameter seed: where all randomness comes from.
  public init(seed: UInt64) {
    random = RandomSource(seed: seed)
  }

  /// SHA-256 over model, masks, codebooks, random state and the data's identity: two workspaces
  /// with the same digest go on in the same way.
  public var digest: Digest {
    var builder = DigestBuilder()
    builder.update("dcsh state 1")
    for word in random.state { builder.update(word) }
    builder.update(dataset?.digest.hex ?? "no data")
    builder.update(compressed == nil ? "no model" : "model")
    compressed?.update(&builder)
    return builder.finalize()
  }
}
