import Tensors
import Testing

@Suite struct BitmapTests {
  /// Sizes around the bounds of words.
  private let sizes = [0, 1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 1000]

  @Test func fullAndEmptySetsEndWithTheLastPosition() {
    for count in sizes {
      let full = Bitmap(count: count, filled: true)
      let none = Bitmap(count: count, filled: false)
      #expect(full.count == count)
      #expect(full.population == count)
      #expect(none.population == 0)
      #expect(full.positions == (0..<Int32(count)).map { $0 })
      #expect(none.positions.isEmpty)
      #expect(full.words.count == (count + 31) / 32)
      #expect((0..<count).allSatisfy { full[$0] && !none[$0] })
    }
    #expect(Bitmap(count: -5, filled: true) == Bitmap(count: 0, filled: false))
  }

  @Test func agreesWithAnArrayOfTruthValues() {
    var random = RandomSource(seed: 1)
    for count in sizes where count > 0 {
      var truth = [Bool](repeating: false, count: count)
      var map = Bitmap(count: count, filled: false)
      for _ in 0..<2 * count {
        let index = random.below(count)
        let value = random.below(3) > 0
        truth[index] = value
        map[index] = value
      }
      #expect((0..<count).map { map[$0] } == truth)
      #expect(map.population == truth.count { $0 })
      #expect(map.positions.map { Int($0) } == truth.indices.filter { truth[$0] })
    }
  }

  @Test func sameSetsAreEqualHoweverTheyWereMade() {
    var emptied = Bitmap(count: 33, filled: true)
    for index in 0..<33 { emptied[index] = false }
    #expect(emptied == Bitmap(count: 33, filled: false))
    var filled = Bitmap(count: 33, filled: false)
    for index in 0..<33 { filled[index] = true }
    #expect(filled == Bitmap(count: 33, filled: true))
    #expect(filled.hashValue == Bitmap(count: 33, filled: true).hashValue)
    #expect(Bitmap(count: 32, filled: false) != Bitmap(count: 31, filled: false))
  }

  @Test func bitsLieLowestFirst() {
    var map = Bitmap(count: 40, filled: false)
    map[0] = true
    map[31] = true
    map[33] = true
    #expect(map.words == [0x8000_0001, 0x2])
  }

  @Test func theNonzerosOfATensor() throws {
    let values: [Float] = [0, -0.0, 1, -1, .nan, .infinity, .leastNonzeroMagnitude, 0]
    let map = Bitmap(nonzerosOf: try Tensor(values, shape: .vector(8)))
    #expect((0..<8).map { map[$0] } == [false, false, true, true, true, true, true, false])

    var random = RandomSource(seed: 2)
    for count in sizes where count > 0 {
      let values = (0..<count).map { _ in Float(random.below(3)) - 1 }
      let map = Bitmap(nonzerosOf: try Tensor(values, shape: .vector(count)))
      #expect(map.positions.map { Int($0) } == values.indices.filter { values[$0] != 0 })
    }
  }

  /// Values whose bits a product with 0 would not clear, or that a comparison would not find.
  private let awkward: [Float] = [
    -1, .nan, -.nan, -0.0, 0, .infinity, -.infinity, 3.5, .leastNonzeroMagnitude,
    -.greatestFiniteMagnitude, .signalingNaN,
  ]

  @Test func keepingPutsPositiveZeroOutsideAndTouchesNothingElse() {
    var random = RandomSource(seed: 3)
    for count in sizes {
      for offset in stride(from: 0, through: count, by: 32) {
        var map = Bitmap(count: count, filled: false)
        for index in 0..<count { map[index] = random.below(2) == 1 }
        let length = random.below(count - offset + 1)
        for length in [length, count - offset] {
          // Behind the run lies something that must survive.
          var values = (0..<length + 3).map { _ in awkward[random.below(awkward.count)] }
          var expected = values.map(\.bitPattern)
          for index in 0..<length where !map[offset + index] { expected[index] = 0 }
          values.withUnsafeMutableBufferPointer {
            map.keep(in: UnsafeMutableBufferPointer(rebasing: $0[..<length]), from: offset)
          }
          #expect(values.map(\.bitPattern) == expected)
        }
      }
    }
  }
}
