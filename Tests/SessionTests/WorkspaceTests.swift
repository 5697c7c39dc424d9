import DeepCompression
import Session
import SyntheticData
import Testing

@Suite struct WorkspaceTests {
  private func dataset(seed: UInt64 = 1) throws -> Dataset {
    let folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder, seed: seed)
    return try Dataset.folder(folder.path)
  }

  private func workspace(_ model: CompressedModel? = nil, _ data: Dataset? = nil) -> Workspace {
    var workspace = Workspace(seed: 1)
    workspace.compressed = model
    workspace.dataset = data
    return workspace
  }

  /// A workspace in which these networks are defined.
  private func defined(_ networks: (name: String, text: String)...) throws -> Workspace {
    var workspace = Workspace(seed: 1)
    for (name, text) in networks {
      workspace.define(DefinedNetwork(name: name, graph: try TinyModel.graph(), text: text))
    }
    return workspace
  }

  /// Two codebooks of `ip2` that differ in one thing.
  private func shared(
    zero: Float = 0, bits: Int = 2, code: UInt16 = 1
  ) throws -> CompressedModel {
    let model = try TinyModel.fresh().model
    return try CompressedModel(
      model, masks: [:],
      codebooks: [
        "ip2.weight": Codebook(
          centroids: [zero, 0.5, -0.5, 9], codes: [code] + Array(repeating: 1, count: 79),
          pinsZero: false, bits: bits)
      ])
  }

  @Test func everythingThatMattersChangesTheDigest() throws {
    var drawn = workspace()
    _ = drawn.random.next()
    let fresh = try TinyModel.fresh()
    var trained = fresh.model
    var bias = try trained.parameter("ip2.bias")
    bias.withUnsafeMutableBufferPointer { $0[9] = -0.0 }
    try trained.setParameter("ip2.bias", bias)
    let digests = [
      workspace().digest, Workspace(seed: 2).digest, drawn.digest,
      workspace(nil, try dataset()).digest, workspace(nil, try dataset(seed: 2)).digest,
      workspace(fresh).digest, workspace(fresh, try dataset()).digest,
      workspace(CompressedModel(trained)).digest,
      workspace(try TinyModel.fresh(seed: 2)).digest,
      workspace(try TinyModel.fresh(name: "small")).digest,
      workspace(try TinyModel.fresh(hidden: "ip3")).digest,
      workspace(try TinyModel.pruned(keep: 1)).digest,
      workspace(try TinyModel.pruned(keep: 0.5)).digest,
      workspace(try TinyModel.shared(try TinyModel.fresh(), bits: 8)).digest,
      workspace(try TinyModel.shared(try TinyModel.pruned(keep: 0.5), bits: 8)).digest,
      workspace(try shared()).digest, workspace(try shared(zero: 1)).digest,
      workspace(try shared(bits: 3)).digest, workspace(try shared(code: 2)).digest,
      try defined(("a", "network a { x }")).digest, try defined(("a", "network a { y }")).digest,
      try defined(("a", "network a { x }"), ("b", "network b { x }")).digest,
    ]
    #expect(Set(digests).count == digests.count)
  }

  @Test func equalStatesHaveEqualDigests() throws {
    let model = try TinyModel.shared(try TinyModel.pruned(keep: 0.5), bits: 3)
    let again = try TinyModel.shared(try TinyModel.pruned(keep: 0.5), bits: 3)
    // The data lie in another folder.
    let (one, other) = try (dataset(), dataset())
    #expect(one.name != other.name)
    #expect(workspace(model, one).digest == workspace(again, other).digest)
  }

  @Test func digestIsTheSameInEveryVersion() {
    // Computed without this code. Recorded sessions hold digests: a change makes all of them wrong.
    #expect(
      Workspace(seed: 1).digest.hex
        == "8d1e7a3d79f41238c8dd6911601f47607490686fb91ad50b75bd97aca219319f")
  }

  @Test func trainingGivesTheSameStateAtOneAndTwoThreads() throws {
    let data = try dataset()
    func state(threads: Int) throws -> String {
      var session = Session(catalog: .toys, settings: Settings(threads: threads, seed: 1))
      session.workspace.dataset = data
      session.workspace.compressed = try TinyModel.fresh()
      let before = session.workspace.digest
      let result = try session.last("learn --epochs 2")
      #expect(result.error == nil)
      #expect(session.workspace.digest != before)
      return result.state
    }
    #expect(try state(threads: 1) == state(threads: 2))
  }

  @Test func copyIsNotTouchedByWhatComesLater() throws {
    let before = workspace(try TinyModel.fresh())
    let digest = before.digest
    var after = before
    _ = try after.compressed?.prune(keep: ["ip1": 0.1])
    _ = after.random.next()
    #expect(before.digest == digest)
    #expect(after.digest != digest)
  }
}
