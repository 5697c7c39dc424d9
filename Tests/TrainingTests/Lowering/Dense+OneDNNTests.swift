import Networks
import Tensors
import Testing
import Training

@Suite struct DenseOneDNNTests {
  /// Widths around those of vector registers, one row and several.
  @Test func agreesWithTheReferenceAroundTheWidthOfVectors() throws {
    for inputs in [1, 7, 8, 9, 16] {
      for outputs in [2, 8, 15, 17] {
        for rows in [1, 2, 8] {
          try ExecutorComparison(try TestGraphs.linear(inputs, outputs), rows: rows)
            .expectAgreement("\(inputs) to \(outputs) on \(rows) rows")
        }
      }
    }
  }

  @Test func wideLayersAgreeWithTheReference() throws {
    try ExecutorComparison(try TestGraphs.hidden(1000, 130, 10), rows: 5)
      .expectAgreement("a wide layer")
  }
}
