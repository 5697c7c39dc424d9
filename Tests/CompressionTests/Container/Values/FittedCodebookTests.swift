import Bytes
import Compression
import Tensors
import Testing

@Suite struct FittedCodebookTests {
  private func fit(_ values: [Float]) -> FittedCodebook? {
    FittedCodebook.fit(values, members: Array(repeating: 10, count: values.count), below: 1000)
  }

  @Test func evenValuesTakeTwoNumbers() throws {
    let values = (0..<32).map { 0.01 * Float($0) + 0.5 }
    let fitted = try #require(fit(values))
    #expect(fitted.coefficients.count == 2 && fitted.stepIndex == 0)
    for (made, value) in zip(fitted.values(count: 32), values) { #expect(abs(made - value) < 1e-6) }
  }

  /// The gap of pruned weights is the step.
  @Test func aGapAroundZeroTakesAStep() throws {
    let values = (0..<32).map { 0.01 * (Float($0) - 15.5) + ($0 < 16 ? -0.1 : 0.1) }
    let fitted = try #require(fit(values))
    #expect(fitted.coefficients.count == 2 && fitted.stepIndex == 16)
    #expect(abs(fitted.step - 0.2) < 1e-5)
  }

  @Test func theLowestDegreeThatIsCloseEnough() throws {
    for degree in 0...6 {
      let values = (0..<40).map { index -> Float in
        let x = Double(2 * index - 39) / 40
        return Float((0..<degree).reduce(1.0) { product, _ in product * (x + 1.1) })
      }
      // Flat values make no codebook, but a polynomial all the same.
      #expect(try #require(fit(values)).coefficients.count <= degree + 1)
    }
  }

  /// What it adds is at most the tolerated share of evenly spread weights around each value.
  @Test func theErrorIsBounded() throws {
    var random = RandomSource(seed: 3)
    var fits = 0
    for round in 0..<60 {
      let noise = Float(round) * 0.002
      let values = (0..<16).map { 0.1 * Float($0) + noise * (random.uniform() - 0.5) }.sorted()
      guard let fitted = fit(values) else { continue }
      fits += 1
      let error = zip(fitted.values(count: 16), values).reduce(0) {
        $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1))
      }
      #expect(error <= 0.1 * 16 * 0.11 * 0.11 / 12 * 1.5)
    }
    #expect(fits > 20)
  }

  @Test func whatIsFarOffIsAnException() throws {
    var values = (0..<32).map { 0.01 * Float($0) }
    values[0] = -3
    values[31] = 7
    let fitted = try #require(fit(values))
    #expect(fitted.exceptions.map(\.index).contains(31))
    #expect(fitted.exceptions.count <= 2 && fitted.coefficients.count <= 3)
    #expect(fitted.values(count: 32)[31] == 7)
    #expect(FittedCodebook.fit(values, members: values.map { _ in 1 }, below: 12) == nil)
  }

  @Test func fewValues() throws {
    for values in [[0.25], [-1, 1], [-3, -2, 5], [0]] as [[Float]] {
      let fitted = try #require(fit(values))
      for (made, value) in zip(fitted.values(count: values.count), values) {
        #expect(abs(made - value) <= 0.2)
      }
    }
  }

  @Test func bytesComeBack() throws {
    let values = (0..<20).map { Float($0 * $0) - 30.5 }
    let fitted = try #require(fit(values))
    var reader = ByteReader(fitted.bytes)
    #expect(try FittedCodebook(&reader, count: 20) == fitted)
    #expect(reader.isAtEnd)
    for count in fitted.bytes.indices {
      var cut = ByteReader(Array(fitted.bytes.prefix(count)))
      #expect(throws: FormatError.self) { try FittedCodebook(&cut, count: 20) }
    }
    for bytes: [UInt8] in [
      [0, 0], [17, 0] + Array(repeating: 0, count: 68), [1, 20, 0, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 1, 20, 0, 0, 0, 0],
      [1, 0, 0, 0, 0, 0, 2, 19, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ] {
      var odd = ByteReader(bytes)
      #expect(throws: FormatError.self) { try FittedCodebook(&odd, count: 20) }
    }
  }
}
