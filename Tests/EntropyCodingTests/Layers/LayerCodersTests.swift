import EntropyCoding
import Testing

@Suite struct LayerCodersTests {
  @Test func namesAndIdentifiersAreUniqueAndFound() {
    #expect(Set(LayerCoders.positions.map(\.identifier)).count == LayerCoders.positions.count)
    #expect(Set(LayerCoders.codes.map(\.identifier)).count == LayerCoders.codes.count)
    for coder in LayerCoders.positions {
      #expect(LayerCoders.positions(named: coder.name)?.identifier == coder.identifier)
      #expect(LayerCoders.positions(identifiedBy: coder.identifier)?.name == coder.name)
    }
    for coder in LayerCoders.codes {
      #expect(LayerCoders.codes(named: coder.name)?.identifier == coder.identifier)
      #expect(LayerCoders.codes(identifiedBy: coder.identifier)?.name == coder.name)
    }
    #expect(LayerCoders.positions(identifiedBy: 0) == nil)
    #expect(LayerCoders.codes(identifiedBy: 0) == nil)
  }
}
