import Interchange
import Testing

@Suite struct SongHanLayerTests {
  private let layout = SongHanLayout(name: "ip1", weightCount: 100, biasCount: 1)

  private func layer(
    _ positions: [Int], codes: [UInt8]? = nil, codebook: [Float] = [0, 1, 2], bias: [Float] = [0]
  ) throws(SongHanError) -> SongHanLayer {
    let codes = codes ?? positions.map { _ in 1 }
    return try SongHanLayer(
      layout: layout, codebook: codebook, bias: bias,
      members: zip(positions, codes).map { SongHanLayer.Member(position: $0, code: $1) })
  }

  /// A filler for every 16 weights that a gap of 15 leaves.
  @Test(
    arguments: [
      ([], [], []), ([0], [1], [0]), ([15], [1], [15]), ([16], [0, 1], [15, 0]),
      ([31], [0, 1], [15, 15]), ([32], [0, 0, 1], [15, 15, 0]),
      ([3, 4, 20], [1, 1, 1], [3, 0, 15]),
      ([3, 20], [1, 0, 1], [3, 15, 0]),
      ([99], [0, 0, 0, 0, 0, 0, 1], [15, 15, 15, 15, 15, 15, 3]),
    ] as [([Int], [UInt8], [UInt8])])
  func entries(positions: [Int], codes: [UInt8], gaps: [UInt8]) throws {
    let layer = try layer(positions)
    #expect(layer.codes == codes)
    #expect(layer.gaps == gaps)
    #expect(layer.members.map(\.position) == positions)
    #expect(layer.fillerCount == codes.count { $0 == 0 })
    #expect(layer.codebook.count == 16)
  }

  /// Weights that are 0 and stored all the same: they are no fillers.
  @Test(arguments: [[0], [14], [15], [31], [16, 17], [3, 18, 40]])
  func storedZeros(positions: [Int]) throws {
    let layer = try layer(positions, codes: positions.map { _ in 0 })
    #expect(layer.members == positions.map { SongHanLayer.Member(position: $0, code: 0) })
    #expect(layer.weights.allSatisfy { $0 == 0 })
  }

  /// Which of them is a filler does not matter to the weights, and the entries stay the same.
  @Test func storedZeroThatLooksLikeAFiller() throws {
    let layer = try layer([15, 31], codes: [0, 0])
    #expect(layer.codes == [0, 0] && layer.gaps == [15, 15])
    #expect(layer.members.map(\.position) == [31])
    #expect(try self.layer([31], codes: [0]) == layer)
  }

  @Test func weightsAreDense() throws {
    let weights = try layer([1, 50], codes: [2, 1]).weights
    #expect(weights.count == 100)
    #expect(weights[1] == 2 && weights[50] == 1)
    #expect(weights.count { $0 != 0 } == 2)
  }

  @Test func whatDoesNotFitIsRefusedByName() {
    func failure(_ make: () throws(SongHanError) -> SongHanLayer) -> String {
      do throws(SongHanError) {
        _ = try make()
        return "none"
      } catch {
        #expect(error.layer == "ip1")
        return error.message
      }
    }
    let order = "its entries are not in order, or outside the layer"
    #expect(failure { () throws(SongHanError) in try layer([3, 3]) } == order)
    #expect(failure { () throws(SongHanError) in try layer([4, 3]) } == order)
    #expect(failure { () throws(SongHanError) in try layer([-1]) } == order)
    #expect(failure { () throws(SongHanError) in try layer([100]) } == order)
    #expect(failure { () throws(SongHanError) in try layer([3], codes: [3]) } == order)
    #expect(
      failure { () throws(SongHanError) in
        try layer([3], codebook: Array(repeating: 0, count: 17))
      } == "17 shared weights do not fit codes of 4 bits, which hold 15 beside 0")
    let zero = "code 0 does not stand for 0"
    #expect(failure { () throws(SongHanError) in try layer([3], codebook: []) } == zero)
    #expect(failure { () throws(SongHanError) in try layer([3], codebook: [-0.0, 1]) } == zero)
    let finite = "a value is NaN or infinite"
    #expect(failure { () throws(SongHanError) in try layer([3], codebook: [0, .nan]) } == finite)
    #expect(failure { () throws(SongHanError) in try layer([3], bias: [.infinity]) } == finite)
    #expect(
      failure { () throws(SongHanError) in try layer([3], bias: []) }
        == "0 biases are given for 1")
  }
}
