import Networks
import Tensors
import Testing

@Suite struct ElementaryFunctionsTests {
  @Test func farFromZeroNothingOverflows() throws {
    let x = try Tensor(
      [-1e4, -1000, 1000, 1e4, -.infinity, .infinity], shape: try Shape([1, 6]))
    #expect(try Sigmoid().reference([x], []).values == [0, 0, 1, 1, 0, 1])
    #expect(try Tanh().reference([x], []).values == [-1, -1, 1, 1, -1, 1])
    let finite = try Tensor([-1e4, -1000, 1000, 1e4], shape: try Shape([1, 4]))
    let ones = try Tensor([1, 1, 1, 1], shape: finite.shape)
    for operation: any Networks.Operation in [SiLU(), GELU(form: .erf), GELU(form: .tanh)] {
      #expect(try operation.reference([finite], []).values == [0, 0, 1000, 1e4])
      let gradients = try operation.referenceGradients([finite], [], gradient: ones)
      #expect(gradients.inputs.map(\.values) == [[0, 0, 1, 1]])
    }
  }

  @Test func theTailOfTheNormalDistributionKeepsItsDigits() throws {
    let x = try Tensor([-12], shape: try Shape([1, 1]))
    let y = try GELU(form: .erf).reference([x], [])[0]
    #expect(abs(y / -2.13177853e-32 - 1) < 1e-6)
  }
}
