import Bytes
import EntropyCoding
import Testing

@Suite struct RansBitmapTests {
  @Test func kernelsAreSymbols() {
    var kept = KeptBits(count: 1800)
    for index in stride(from: 4, to: 1800, by: 9) { kept[index] = true }
    let geometry = LayerGeometry(rows: 10, columns: 20, kernelHeight: 3, kernelWidth: 3)
    let coded = RansBitmap().encode([kept], geometry: geometry)
    #expect(coded.table.first == 9)
    #expect(coded.payloads == [[]])
  }
}
