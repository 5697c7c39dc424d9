import EntropyCoding
import Testing

@Suite struct CanonicalCodeTests {
  @Test func wordsAreInOrderOfLengthThenSymbol() throws {
    let code = try #require(CanonicalCode(lengths: [3, 1, nil, 3, 2]))
    #expect(code.words == [0b110, 0b0, 0, 0b111, 0b10])
    #expect(code.symbols == [1, 4, 0, 3])
    #expect(code.counts[...4] == [0, 1, 1, 2, 0])
    #expect(code.firstWords[...4] == [0, 0, 0b10, 0b110, 0b10000])
  }

  @Test func aSymbolAloneHasTheEmptyWord() throws {
    let code = try #require(CanonicalCode(lengths: [nil, 0]))
    #expect(code.symbols == [1])
    #expect(code.words == [0, 0])
    #expect(code.counts[0] == 1)
  }

  @Test(
    arguments: [
      [], [nil, nil], [1], [1, 2], [1, 1, 1], [0, 1], [0, 0], [1, 2, 2, 24], [25], [255, 1, 1],
      [1, 2, 3],
    ] as [[UInt8?]])
  func onlyCompleteCodesExist(lengths: [UInt8?]) {
    #expect(CanonicalCode(lengths: lengths) == nil)
  }

  @Test func theDeepestAndTheWidestCodesExist() throws {
    let chain = (1...24).map { UInt8?($0) } + [24]
    let deep = try #require(CanonicalCode(lengths: chain))
    #expect(deep.words.last == 0xFF_FFFF)
    let wide = try #require(CanonicalCode(lengths: Array(repeating: 16, count: 65536)))
    #expect(wide.symbols.last == 65535)
    #expect(wide.words.last == 65535)
    #expect(CanonicalCode(lengths: Array(repeating: 17, count: 131_072)) == nil)
  }

  @Test func noWordBeginsAnother() throws {
    var numbers = TestNumbers(5)
    for _ in 0..<20 {
      let counts = (0..<40).map { _ in Int(numbers.below(1 << numbers.below(20))) }
      let lengths = limitedCodeLengths(counts: counts, limit: 24)
      let code = try #require(CanonicalCode(lengths: lengths))
      for (a, x) in lengths.enumerated() {
        for (b, y) in lengths.enumerated() where a != b {
          guard let x, let y, x <= y else { continue }
          #expect(code.words[b] >> UInt32(y - x) != code.words[a])
        }
      }
    }
  }

  @Test func spaceIsTakenExactly() {
    var space = CodeSpace()
    #expect(!space.isFull)
    let taken = [space.take(1), space.take(2), space.take(1), space.take(2), space.take(24)]
    #expect(taken == [true, true, false, true, false])
    #expect(space.isFull)
    space = CodeSpace()
    let odd = [space.take(-1), space.take(25), space.take(.max), space.take(.min), space.take(0)]
    #expect(odd == [false, false, false, false, true])
    #expect(space.isFull)
  }
}
