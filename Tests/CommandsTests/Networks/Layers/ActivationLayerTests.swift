import DeepCompression
import Testing

@Suite struct ActivationLayerTests {
  @Test func slopesAreOneForEachChannelOrOne() throws {
    #expect(
      try NetworkScripts.last("input 5x4x4; prelu", PReLU.self) == (try PReLU(channels: 5)))
    #expect(
      try NetworkScripts.last("input 5; prelu p --shared", PReLU.self)
        == (try PReLU(channels: 1)))
  }

  @Test func slopesCanBeGiven() throws {
    let plain: LeakyReLU = try NetworkScripts.last("input 5; leakyrelu")
    #expect(plain == (try LeakyReLU()))
    let given: LeakyReLU = try NetworkScripts.last("input 5; leakyrelu --slope 0.25")
    #expect(given == (try LeakyReLU(slope: 0.25)))
    #expect(NetworkScripts.messages("input 5; leakyrelu --slope 1e99").count == 1)
  }

  @Test func geluHasTwoForms() throws {
    #expect(try NetworkScripts.last("input 5; gelu", GELU.self) == GELU(form: .erf))
    #expect(try NetworkScripts.last("input 5; gelu --form tanh", GELU.self) == GELU(form: .tanh))
  }
}
