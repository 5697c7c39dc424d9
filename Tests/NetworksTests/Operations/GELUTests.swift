import Networks
import Tensors
import Testing

@Suite struct GELUTests {
  private func values(_ form: GELU.Form) throws -> [Float] {
    let points: [Float] = [-4, -1, -0.5, 0, 0.5, 1, 4]
    return try GELU(form: form).reference([Tensor(points, shape: try Shape([1, 7]))], []).values
  }

  @Test func theExactForm() throws {
    let expected: [Float] = [
      -0.000126684967, -0.158655254, -0.154268769, 0, 0.345731231, 0.841344746, 3.99987332,
    ]
    for (value, wanted) in zip(try values(.erf), expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func theApproximation() throws {
    let expected: [Float] = [
      -7.02459482e-05, -0.158808009, -0.15428599, 0, 0.34571401, 0.841191991, 3.99992975,
    ]
    for (value, wanted) in zip(try values(.tanh), expected) { #expect(abs(value - wanted) < 1e-6) }
  }

  @Test func formsAreNumbered() throws {
    #expect(try GELU(attributes: [0]).form == .erf)
    #expect(try GELU(attributes: [1]).form == .tanh)
    #expect(throws: NetworkError("the attribute `form` of `gelu` cannot be 2")) {
      try GELU(attributes: [2])
    }
  }
}
