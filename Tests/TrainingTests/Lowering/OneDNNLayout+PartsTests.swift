import Testing

@testable import Training

@Suite struct OneDNNLayoutPartsTests {
  @Test func plainStridesCountElements() {
    #expect(OneDNNLayout.plainStrides([2, 3, 4]) == [12, 4, 1])
    #expect(OneDNNLayout.plainStrides([7]) == [1])
  }

  @Test func stridesSayWhereElementsLie() throws {
    let plain = try OneDNNLayout.plain([2, 3, 4])
    #expect(plain.isSame(as: try .strided([2, 3, 4], strides: [12, 4, 1])))
    let turned = try OneDNNLayout.strided([2, 3, 4], strides: [12, 1, 3])
    #expect(!plain.isSame(as: turned))
    #expect(turned.count == 24)
    #expect(turned.channelBlock == nil)
  }

  @Test func partsLieInTheWhole() throws {
    let whole = try OneDNNLayout.plain([2, 6, 4])
    let part = try #require(whole.part(extents: [2, 2, 4], offsets: [0, 3, 0]))
    #expect(part.extents == [2, 2, 4])
    #expect(whole.part(extents: [2, 5, 4], offsets: [0, 3, 0]) == nil, "it would reach beyond")
  }
}
