import Bytes
import EntropyCoding
import Testing

@Suite struct SymbolCodersTests {
  @Test func namesAndIdentifiersAreUnique() {
    #expect(Set(SymbolCoders.all.map(\.name)).count == SymbolCoders.all.count)
    #expect(Set(SymbolCoders.all.map(\.identifier)).count == SymbolCoders.all.count)
    #expect(SymbolCoders.all.allSatisfy { $0.identifier != 0 })
  }

  @Test func codersAreFound() {
    for coder in SymbolCoders.all {
      #expect(SymbolCoders.named(coder.name)?.identifier == coder.identifier)
      #expect(SymbolCoders.identified(by: coder.identifier)?.name == coder.name)
    }
    #expect(SymbolCoders.named("none") == nil)
    #expect(SymbolCoders.identified(by: 0) == nil)
  }
}
