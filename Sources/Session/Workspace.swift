import DeepCompression

/// Everything that commands change: copying it is keeping it, as tensors are shared until written.
public struct Workspace: Sendable {
  /// The data set, if one is loaded.
  public var dataset: Dataset?
  /// The model with its masks and codebooks, if there is one.
  public var compressed: CompressedModel?
  /// The networks that scripts defined, in the order in which their names were first given.
  public internal(set) var networks: [DefinedNetwork] = []
  /// Where commands that draw at random begin; each takes a seed of its own from here.
  public var random: RandomSource

  /// An empty workspace.
  /// - Parameter seed: where all randomness comes from.
  public init(seed: UInt64) {
    random = RandomSource(seed: seed)
  }

  /// SHA-256 over model, masks, codebooks, random state, the data's identity and the networks that
  /// were defined: two workspaces with the same digest go on in the same way.
  public var digest: Digest {
    var builder = DigestBuilder()
    builder.update("dcsh state 1")
    for word in random.state { builder.update(word) }
    builder.update(dataset?.digest.hex ?? "no data")
    builder.update(compressed == nil ? "no model" : "model")
    compressed?.update(&builder)
    // Without networks the digest is what it was before there were any.
    if !networks.isEmpty {
      builder.update("networks")
      builder.update(UInt64(networks.count))
      for network in networks { builder.update(network.text) }
    }
    return builder.finalize()
  }
}
