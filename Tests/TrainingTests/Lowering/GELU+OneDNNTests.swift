import Networks
import Tensors
import Testing

@testable import Training

@Suite struct GELUOneDNNTests {
  @Test(arguments: GELU.Form.allCases) func bothFormsAgreeWithTheReference(form: GELU.Form) throws {
    try ExecutorCheck.expectImages(GELU(form: form), spread: 6)
    try ExecutorCheck.expectVectors(GELU(form: form), spread: 6)
    let graph = try LayerGraphs.twoReaders(GELU(form: form), channels: 20)
    try ExecutorCheck(graph, rows: 3, spread: 6).expectAgreement("two readers")
  }

  /// They differ by some 0.0005 at most, which a wrong form would show.
  @Test func theFormsDiffer() throws {
    let values = (0..<16).map { Float($0) / 4 - 2 }
    let exact = try ExecutorCheck.results(of: GELU(form: .erf), for: values)
    let approximate = try ExecutorCheck.results(of: GELU(form: .tanh), for: values)
    let differences = zip(exact, approximate).map { ($0 - $1).magnitude }
    #expect((differences.max() ?? 0) > 1e-4 && (differences.max() ?? 1) < 1e-3)
  }
}
