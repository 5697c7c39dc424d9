import DeepCompression
import Testing

@Suite struct NormalizationLayerTests {
  @Test func batchNormTakesItsChannelsFromTheShape() throws {
    #expect(
      try NetworkScripts.last("input 5x4x4; batchnorm", BatchNorm.self)
        == (try BatchNorm(channels: 5)))
    #expect(
      try NetworkScripts.last("input 7; batchnorm --epsilon 1e-3 --momentum 0.5", BatchNorm.self)
        == (try BatchNorm(channels: 7, epsilon: 1e-3, momentum: 0.5)))
  }

  @Test func localResponseNormHasTheNumbersOfAlexNet() throws {
    #expect(
      try NetworkScripts.last("input 5x4x4; lrn", LocalResponseNorm.self)
        == (try LocalResponseNorm(size: 5, alpha: 1e-4, beta: 0.75)))
    let given: LocalResponseNorm = try NetworkScripts.last(
      "input 5x4x4; lrn n 3 --alpha 0.5 --beta 0.25 --k 2 --within")
    #expect(
      given
        == (try LocalResponseNorm(size: 3, alpha: 0.5, beta: 0.25, k: 2, acrossChannels: false)))
  }

  @Test func dropoutIsAShare() throws {
    #expect(
      try NetworkScripts.last("input 5; dropout 25%", Dropout.self) == (try Dropout(rate: 0.25)))
    #expect(
      try NetworkScripts.last("input 5; dropout d 0.25", Dropout.self)
        == (try Dropout(rate: 0.25)))
  }

  @Test(arguments: [
    ("lrn 4", "lrn: a size of 4 is not possible"),
    ("dropout 1", "RATE takes a share from 0% to below 100%, not `1`"),
    ("dropout 0.9999999999", "dropout: "),
    ("batchnorm --momentum 2", "--momentum takes a number from 0 to 1, not `2`"),
    ("dropout 50", "RATE takes a share from 0% to below 100%, not `50`"),
  ])
  func whatIsRefused(layer: String, message: String) {
    let messages = NetworkScripts.messages("input 5x4x4; \(layer)")
    let isFound = messages.first.map { $0.hasPrefix(message) || $0.hasPrefix("the rate") } == true
    #expect(messages.count == 1 && isFound, "\(messages)")
  }
}
