import Bytes
import EntropyCoding
import Testing

@Suite struct LayerGeometryTests {
  @Test func rowsAndWeights() {
    let geometry = LayerGeometry(rows: 4, columns: 5, kernelHeight: 3, kernelWidth: 2)
    #expect(geometry.rowCount == 30)
    #expect(geometry.count == 120)
  }
}
