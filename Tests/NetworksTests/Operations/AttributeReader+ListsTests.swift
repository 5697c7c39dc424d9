import Networks
import Tensors
import Testing

/// Attributes that are a number of axes and lists of as many numbers.
@Suite struct AttributeReaderListsTests {
  @Test func listsAreTakenApart() throws {
    let pad = try Pad(attributes: [2, 1, 2, 3, 4])
    #expect(pad.before == [1, 2] && pad.after == [3, 4])
    #expect(try Transpose(attributes: [3, 2, 0, 1]).permutation == [2, 0, 1])
    #expect(try Pad(attributes: [0]).before.isEmpty)
  }

  @Test func theNumberOfAxesDecides() {
    #expect(throws: NetworkError("`pad` of 2 axes has 5 attributes, not 4")) {
      try Pad(attributes: [2, 1, 2, 3])
    }
    #expect(throws: NetworkError("`transpose` of 1 axes has 2 attributes, not 3")) {
      try Transpose(attributes: [1, 0, 0])
    }
    #expect(throws: NetworkError("the attribute `axes` of `pad` is missing")) {
      try Pad(attributes: [])
    }
    for axes in [-1, 9, Int.max, Int.min] {
      #expect(throws: NetworkError("the attribute `axes` of `pad` cannot be \(axes)")) {
        try Pad(attributes: [axes, 0, 0])
      }
    }
    #expect(throws: NetworkError("the attribute `extent` of `pad` cannot be -1")) {
      try Pad(attributes: [1, -1, 0])
    }
  }
}
