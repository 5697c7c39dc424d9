import Bytes
import EntropyCoding
import Testing

@Suite struct PricePredictionTests {
  @Test func aLineNeedsTwoSteps() {
    func bytes(_ prediction: PricePrediction) -> Int {
      TableDescription.priced(
        .init(
          prediction: prediction, resolution: 2, scaleBits: 12,
          prices: (0..<30).map { 8 + 2 * $0 })
      ).write(alphabet: 30).count
    }
    #expect(bytes(.line) < bytes(.level))
  }
}
