import Networks
import Testing

@Suite struct ExecutionModeTests {
  @Test func everyNodeHasSeedsOfItsOwn() {
    let mode = ExecutionMode.training(rowSeeds: [1, 2])
    // The first node takes the seeds as they are.
    #expect(mode.forNode(0) == mode)
    #expect(
      mode.forNode(1)
        == .training(rowSeeds: [1 ^ 0x9E37_79B9_7F4A_7C15, 2 ^ 0x9E37_79B9_7F4A_7C15]))
    // Twice the constant, modulo 2⁶⁴.
    #expect(ExecutionMode.seed(0, forNode: 2) == 0x3C6E_F372_FE94_F82A)
    #expect(ExecutionMode.inference.forNode(3) == .inference)
  }
}
