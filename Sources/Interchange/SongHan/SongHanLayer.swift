/// One layer of a `.net` file: shared weights, and entries that say where they are.
public struct SongHanLayer: Equatable, Sendable {
  /// What the network says about it.
  public let layout: SongHanLayout
  /// The shared weights, by code; code 0 is the value 0.
  public let codebook: [Float]
  /// The biases.
  public let bias: [Float]
  /// The code of each entry.
  public let codes: [UInt8]
  /// The number of weights between each entry's and that of the entry before, 0 … 15.
  public let gaps: [UInt8]

  /// A layer as it was read: all is checked.
  init(
    layout: SongHanLayout, codebook: [Float], bias: [Float], codes: [UInt8], gaps: [UInt8]
  ) {
    self.layout = layout
    self.codebook = codebook
    self.bias = bias
    self.codes = codes
    self.gaps = gaps
  }

  /// A layer from its weights.
  /// - Parameters:
  ///   - layout: what the network says about it.
  ///   - codebook: the shared weights by code, at most as many as there are codes; the first is 0.
  ///   - bias: the biases.
  ///   - members: the weights that are stored, by ascending position, each with its code.
  /// - Throws: `SongHanError` that names the layer if the format cannot hold them.
  public init(
    layout: SongHanLayout, codebook: [Float], bias: [Float], members: [Member]
  ) throws(SongHanError) {
    func error(_ message: String) -> SongHanError {
      SongHanError(layer: layout.name, message: message)
    }
    guard codebook.count <= layout.clusters else {
      throw error(
        "\(codebook.count) shared weights do not fit codes of \(layout.bits) bits, which hold "
          + "\(layout.clusters - 1) beside 0")
    }
    guard codebook.first?.bitPattern == 0 else { throw error("code 0 does not stand for 0") }
    guard (codebook + bias).allSatisfy(\.isFinite) else {
      throw error("a value is NaN or infinite")
    }
    guard bias.count == layout.biasCount else {
      throw error("\(bias.count) biases are given for \(layout.biasCount)")
    }
    var codes: [UInt8] = []
    var gaps: [UInt8] = []
    var next = 0
    for member in members {
      guard member.position >= next, member.position < layout.weightCount,
        Int(member.code) < codebook.count
      else { throw error("its entries are not in order, or outside the layer") }
      while member.position - next > Int(SongHanLayout.largestGap) {
        codes.append(0)
        gaps.append(SongHanLayout.largestGap)
        next += Int(SongHanLayout.largestGap) + 1
      }
      codes.append(member.code)
      gaps.append(UInt8(truncatingIfNeeded: member.position - next))
      next = member.position + 1
    }
    self.layout = layout
    self.codebook =
      codebook + Array(repeating: 0, count: layout.clusters - codebook.count)
    self.bias = bias
    self.codes = codes
    self.gaps = gaps
  }

  /// A stored weight.
  public struct Member: Hashable, Sendable {
    /// Its position in the flattened weight (outputs, inputs of its group, height, width).
    public let position: Int
    /// Its code.
    public let code: UInt8

    /// A stored weight.
    public init(position: Int, code: UInt8) {
      self.position = position
      self.code = code
    }
  }

  /// The entries that stand for a weight.
  ///
  /// An entry with code 0 and the largest gap only makes room for the next one. Any other entry of
  /// code 0 is a weight that is 0 although it is stored, the last entry too: with this rule the
  /// members of a layer that was read give the same entries again.
  public var members: [Member] {
    var members: [Member] = []
    members.reserveCapacity(codes.count)
    var next = 0
    for (index, (code, gap)) in zip(codes, gaps).enumerated() {
      let position = next + Int(gap)
      if !isFiller(index) { members.append(Member(position: position, code: code)) }
      next = position + 1
    }
    return members
  }

  private func isFiller(_ index: Int) -> Bool {
    codes[index] == 0 && gaps[index] == SongHanLayout.largestGap && index < codes.count - 1
  }

  /// Number of entries that only make room.
  public var fillerCount: Int { codes.indices.count { isFiller($0) } }

  /// All weights, zeros included, in the order of the flattened weight.
  public var weights: [Float] {
    var weights = [Float](repeating: 0, count: layout.weightCount)
    for member in members { weights[member.position] = codebook[Int(member.code)] }
    return weights
  }
}

/// Something that a `.net` file cannot hold.
public struct SongHanError: Error, Equatable, Sendable {
  /// The layer concerned, if there is one.
  public let layer: String?
  /// What is wrong, in a sentence without a full stop.
  public let message: String

  /// An error with its layer and message.
  public init(layer: String?, message: String) {
    self.layer = layer
    self.message = message
  }
}
