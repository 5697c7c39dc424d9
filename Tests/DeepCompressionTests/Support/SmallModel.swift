import DeepCompression

/// Models of a few dozen numbers, written down in full: the same on every machine.
enum SmallModel: String, CaseIterable {
  case plain
  case pruned
  case shared
  case prunedAndShared = "pruned-and-shared"

  /// Six numbers to three classes, with a hidden layer of four.
  static func graph() throws -> Graph {
    var graph = Graph(inputShape: try Shape([1, 2, 3]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 6, outputs: 4))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 4, outputs: 3))
    return graph
  }

  /// Every weight is another eighth.
  static func model() throws -> Model {
    try Model(
      name: "small", graph: try graph(),
      parameters: [
        "ip1.weight": try Tensor((0..<24).map { Float($0 - 12) / 8 }, shape: Shape([4, 6])),
        "ip1.bias": try Tensor([0.5, -0.25, 0, -0.0], shape: Shape([4])),
        "ip2.weight": try Tensor((0..<12).map { Float(7 - $0) / 8 }, shape: Shape([3, 4])),
        "ip2.bias": try Tensor([1, .leastNonzeroMagnitude, -1e30], shape: Shape([3])),
      ])
  }

  /// The model with what its name says: in `ip1` every third weight is kept, in both layers the
  /// weights are shared.
  func compressed() throws -> CompressedModel {
    let model = try SmallModel.model()
    var kept = Bitmap(count: 24, filled: false)
    for index in stride(from: 0, to: 24, by: 3) { kept[index] = true }
    let isPruned = self == .pruned || self == .prunedAndShared
    let isShared = self == .shared || self == .prunedAndShared
    let codes = (0..<24).map { UInt16(isPruned ? (kept[$0] ? $0 % 2 + 1 : 0) : $0 % 3) }
    return try CompressedModel(
      model, masks: isPruned ? ["ip1.weight": Mask(kept: kept)] : [:],
      codebooks: isShared
        ? [
          "ip1.weight": Codebook(
            centroids: [0, 0.75, -0.625, 100], codes: codes, pinsZero: isPruned, bits: 3),
          "ip2.weight": Codebook(
            centroids: [-1.5, 2], codes: [0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 1, 0], pinsZero: false,
            bits: 1),
        ] : [:])
  }
}

/// Whether two models have the same network, values, masks and codebooks, bit for bit.
func areSame(_ a: CompressedModel, _ b: CompressedModel) -> Bool {
  var digests = [DigestBuilder(), DigestBuilder()]
  a.update(&digests[0])
  b.update(&digests[1])
  return a.model.name == b.model.name && digests[0].finalize() == digests[1].finalize()
    && GraphText.lines(a.model.graph) == GraphText.lines(b.model.graph)
    && a.masks == b.masks && a.codebooks == b.codebooks
    && a.model.parameters.keys == b.model.parameters.keys
    && a.model.parameters.values.elementsEqual(b.model.parameters.values) {
      $0.isBitIdentical(to: $1)
    }
}
