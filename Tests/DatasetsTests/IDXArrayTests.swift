import Bytes
import Datasets
import Testing

@Suite struct IDXArrayTests {
  private let good = idx([2, 1, 3], [1, 2, 3, 4, 5, 6])

  @Test func headerAndElements() throws {
    let array = try IDXArray(parsing: good, rank: 3)
    #expect(array.dimensions == [2, 1, 3])
    #expect(array.start == 16)
    #expect(Array(array.elements) == [1, 2, 3, 4, 5, 6])
  }

  @Test func sizesAreBigEndian() throws {
    let array = try IDXArray(parsing: idx([258], [UInt8](repeating: 7, count: 258)), rank: 1)
    #expect(array.dimensions == [258])
  }

  @Test func everyTruncationIsAnError() {
    for length in 0..<good.count {
      #expect(throws: FormatError.self) { try IDXArray(parsing: Array(good[..<length]), rank: 3) }
    }
  }

  @Test(
    arguments: [
      ([0x50, 0x4B, 3, 4, 0, 0], 0, "no IDX file: it does not begin with its magic number"),
      ([0, 0, 7, 1, 0, 0, 0, 0], 0, "no IDX file: it does not begin with its magic number"),
      ([0, 0, 13, 1, 0, 0, 0, 0], 2, "it holds float32, where unsigned bytes belong"),
      ([0, 0, 8, 3, 0, 0, 0, 0], 3, "it has 3 dimensions, not 1"),
      ([0, 0, 8, 1, 0, 0, 0, 0], 4, "a dimension of 0 is not possible here"),
      ([0, 0, 8, 1, 0, 0, 0, 3, 1], 9, "it ends too early: 3 is 3 bytes, and 1 are there"),
      (
        [0, 0, 8, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1], 9,
        "it ends too early: 4294967295 is 4294967295 bytes, and 1 are there"
      ),
      ([0, 0, 8, 1, 0, 0, 0, 1, 1, 2, 3], 9, "2 bytes follow its end"),
    ] as [([UInt8], Int, String)])
  func badFiles(file: [UInt8], offset: Int, message: String) {
    #expect(throws: FormatError(offset: offset, message: message)) {
      try IDXArray(parsing: file, rank: 1)
    }
  }

  @Test func sizesThatOverflowAreAnError() {
    let file = [0, 0, 8, 3] + [UInt8](repeating: 0xFF, count: 12)
    #expect(
      throws: FormatError(offset: 8, message: "a dimension of 4294967295 is not possible here")
    ) {
      try IDXArray(parsing: file, rank: 3)
    }
  }

  /// No flipped bit may trap, and one in the header must not go unnoticed.
  @Test func everyBitFlipInTheHeaderIsAnError() {
    for bit in 0..<(16 * 8) {
      var file = good
      file[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(throws: FormatError.self) { try IDXArray(parsing: file, rank: 3) }
    }
  }
}
