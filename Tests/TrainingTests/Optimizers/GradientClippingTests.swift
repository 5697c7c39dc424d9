import Testing
import Training

@Suite struct GradientClippingTests {
  @Test func onlyLongGradientsAreShortened() {
    let clipping = GradientClipping(maximumNorm: 2)
    #expect(clipping.factor(norm: 0) == 1)
    #expect(clipping.factor(norm: 2) == 1)
    #expect(clipping.factor(norm: 8) == 0.25)
    // What is no number stays visible.
    #expect(clipping.factor(norm: .infinity) == 1 && clipping.factor(norm: .nan) == 1)
  }

  @Test func squaresAreSummed() {
    let gradient: [Float] = [3, -4, 12] + Array(repeating: 0, count: 20)
    gradient.withUnsafeBufferPointer {
      #expect(GradientClipping.sumOfSquares($0) == 169)
    }
    #expect(GradientClipping.sumOfSquares(UnsafeBufferPointer(start: nil, count: 0)) == 0)
    // Squares of large floats are numbers in double precision.
    let large = [Float](repeating: .greatestFiniteMagnitude, count: 100)
    large.withUnsafeBufferPointer { #expect(GradientClipping.sumOfSquares($0).isFinite) }
  }

  @Test func whatIsNoLimitIsRefused() throws {
    try GradientClipping(maximumNorm: 0.1).requireValid()
    for norm in [0, -1, .nan, .infinity] {
      #expect(throws: TrainingError.self) {
        try GradientClipping(maximumNorm: norm).requireValid()
      }
    }
  }
}
