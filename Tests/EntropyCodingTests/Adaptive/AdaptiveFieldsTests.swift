import Bytes
import EntropyCoding
import Testing

@Suite struct AdaptiveFieldsTests {
  private let geometry = LayerGeometry(rows: 9, columns: 40)

  @Test func tablesOfPositionsThatBreakARuleAreRefused() {
    let bad: [[UInt8]] = [
      [], [4], [2], [2, 0], [2, 63, 0], [2, 0xC1, 0xFF], [3, 0, 9], [3, 0, 9, 1], [3, 0, 9, 41],
      [3, 0, 9, 0x82, 0],
    ]
    for table in bad {
      var reader = ByteReader(table)
      #expect(throws: FormatError.self) {
        try AdaptivePositions().readTable(&reader, geometry: geometry)
      }
    }
  }

  @Test func tablesOfCodesThatBreakARuleAreRefused() {
    let bad: [[UInt8]] = [
      [], [2], [0], [0, 33], [0, 1, 0], [0, 1, 63, 0], [1, 1, 0, 1], [1, 1, 0, 1, 1],
      [1, 1, 0, 1, 41],
    ]
    for table in bad {
      var reader = ByteReader(table)
      #expect(throws: FormatError.self) {
        try AdaptiveCodes().readTable(&reader, alphabet: 32, geometry: geometry)
      }
    }
    for alphabet in [0, -1, 65537] {
      var reader = ByteReader([0, 0, 0, 1])
      #expect(throws: FormatError.self) {
        try AdaptiveCodes().readTable(&reader, alphabet: alphabet, geometry: geometry)
      }
    }
  }
}
