import Interchange
import Testing

@Suite struct CaffeReadersTests {
  private let normalisation = """
    layer { name: 'bn' type: 'BatchNorm' bottom: 'data' top: 'b' }
    layer { name: 'scale' type: 'Scale' bottom: 'b' top: 'b' }

    """

  /// Who writes a blob again has readers of its own.
  @Test func readersOfABlobThatIsWrittenAgain() throws {
    let text =
      normalisation + Prototxt.layer("ReLU", bottoms: "b", top: "r")
      + Prototxt.layer("TanH", name: "y", bottoms: "b", top: "t")
    #expect(try Prototxt.network(text).graph.nodes.map(\.name) == ["bn", "x", "y"])
  }

  @Test func whatOnlyMeasuresIsNoReader() throws {
    let text = normalisation.replacing(
      "layer { name: 'scale'",
      with: "layer { name: 'a' type: 'Accuracy' bottom: 'b' } layer { name: 'scale'")
    #expect(try Prototxt.network(text).scales == ["bn": "scale"])
  }

  @Test func readerBetweenThemKeepsThemApart() {
    let text = normalisation.replacing(
      "layer { name: 'scale'",
      with: Prototxt.layer("ReLU", bottoms: "b", top: "r") + "layer { name: 'scale'")
    #expect(throws: CaffeError.self) { try Prototxt.network(text) }
  }
}
