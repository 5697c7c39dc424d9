/// How many layers read what each layer gives: several layers may write one blob after the other.
struct CaffeReaders {
  private let counts: [Int]

  init(_ layers: [CaffeLayer]) {
    var counts = [Int](repeating: 0, count: layers.count)
    var makers: [String: Int] = [:]
    for (index, layer) in layers.enumerated() {
      if !CaffeLayerType.ignored.contains(layer.type) {
        for bottom in layer.bottoms {
          if let maker = makers[bottom] { counts[maker] += 1 }
        }
      }
      for top in layer.tops { makers[top] = index }
    }
    self.counts = counts
  }

  /// The number of readers of a layer's results, by the layer's place in the list.
  subscript(layer: Int) -> Int { counts[layer] }
}
