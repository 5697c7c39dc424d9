import Networks
import Tensors
import Testing

@Suite struct LocalResponseNormTests {
  private func image() throws -> Tensor {
    try Tensor((1...12).map { Float($0 - 6) }, shape: try Shape([1, 3, 2, 2]))
  }

  private func expectClose(
    _ found: Tensor, _ expected: [Float], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    for (a, b) in zip(found.values, expected) {
      #expect(abs(a - b) <= 1e-6 * max(1, abs(b)), sourceLocation: sourceLocation)
    }
  }

  /// The figures are from slices of an array in another language.
  @Test func acrossChannels() throws {
    let norm = try LocalResponseNorm(size: 3, alpha: 2, beta: 0.75)
    // 5 beside 1 above nothing: 1 + 2/3 · (25 + 1).
    expectClose(
      try norm.reference([try image()], []),
      [
        -0.5643375238, -0.6336506710, -0.6511279210, -0.5009630980, -0.0912743599, 0,
        0.0912743599, 0.1547354750, 0.6511279210, 0.6336506710, 0.5643375238, 0.4973746221,
      ])
  }

  @Test func withinAChannel() throws {
    let norm = try LocalResponseNorm(size: 3, alpha: 0.5, beta: 0.5, k: 2, acrossChannels: false)
    expectClose(
      try norm.reference([try image()], []),
      [
        -2.2360679775, -1.7888543820, -1.3416407865, -0.8944271910, -0.6546536707, 0,
        0.6546536707, 1.3093073414, 1.1523319194, 1.5364425592, 1.9205531990, 2.3046638388,
      ])
  }

  @Test func withoutWeightNothingHappens() throws {
    let norm = try LocalResponseNorm(size: 5, alpha: 0, beta: 0.75)
    #expect(try norm.reference([try image()], []).values == image().values)
  }

  @Test func whatDoesNotFitIsRefused() throws {
    for size in [0, 2, -1, 257, Int.max, Int.min] {
      #expect(throws: NetworkError.self) { try LocalResponseNorm(size: size, alpha: 1, beta: 1) }
    }
    for bad in [-1, Float.nan, .infinity] {
      #expect(throws: NetworkError.self) { try LocalResponseNorm(size: 3, alpha: bad, beta: 1) }
      #expect(throws: NetworkError.self) { try LocalResponseNorm(size: 3, alpha: 1, beta: bad) }
      #expect(throws: NetworkError.self) {
        try LocalResponseNorm(size: 3, alpha: 1, beta: 1, k: bad)
      }
    }
    #expect(throws: NetworkError("k cannot be 0.0", at: "lrn")) {
      try LocalResponseNorm(size: 3, alpha: 1, beta: 1, k: 0)
    }
    let norm = try LocalResponseNorm(size: 3, alpha: 1, beta: 1)
    #expect(try norm.outputShape(for: [try Shape([2, 3, 4])]).dimensions == [2, 3, 4])
    #expect(throws: NetworkError.self) { try norm.outputShape(for: [.vector(3)]) }
  }
}
