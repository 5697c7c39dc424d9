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

  @Test func whatIsNoLimitIsRefused() throws {
    try GradientClipping(maximumNorm: 0.1).requireValid()
    for norm in [0, -1, .nan, .infinity] {
      #expect(throws: TrainingError.self) {
        try GradientClipping(maximumNorm: norm).requireValid()
      }
    }
  }
}
