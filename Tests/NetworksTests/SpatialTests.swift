import Networks
import Tensors
import Testing

@Suite struct SpatialTests {
  @Test func oneNumberStandsForAllSides() {
    #expect(Extent2(3) == Extent2(height: 3, width: 3))
    let literal: Extent2 = 3
    #expect(literal == Extent2(3))
    #expect(Padding2(2) == Padding2(top: 2, left: 2, bottom: 2, right: 2))
    let padding: Padding2 = 2
    #expect(padding == Padding2(2))
    #expect(Padding2.none == 0)
  }

  @Test func heightComesFirst() {
    #expect(Extent2(height: 3, width: 5).description == "3×5")
    #expect(Padding2(top: 1, left: 2, bottom: 3, right: 4).description == "1,2,3,4")
    #expect(Padding2(1).description == "1")
  }

  @Test func onlyThreeExtentsAreAnImage() throws {
    let (channels, extent) = try Shape([3, 5, 7]).image()
    #expect(channels == 3 && extent == Extent2(height: 5, width: 7))
    for shape in [Shape.vector(3), try Shape([3, 5]), try Shape([1, 3, 5, 7])] {
      let error = #expect(throws: NetworkError.self) { try shape.image() }
      #expect(error?.message == "takes images (channels×height×width), but gets \(shape)")
    }
  }
}
