import Networks
import Tensors
import Testing

@Suite struct UpsampleTests {
  @Test func nearestRepeatsPixels() throws {
    let x = try Tensor([1, 2, 3, 4], shape: try Shape([1, 1, 2, 2]))
    let upsample = try Upsample(factor: Extent2(height: 1, width: 3), method: .nearest)
    let y = try upsample.reference([x], [])
    #expect(y.shape.dimensions == [1, 1, 2, 6])
    #expect(y.values == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
    let gradients = try upsample.referenceGradients([x], [], gradient: y)
    #expect(gradients.inputs.map(\.values) == [[3, 6, 9, 12]])
  }

  @Test func bilinearMixesByTheDistanceOfCentres() throws {
    let x = try Tensor([0, 8, 16, 24], shape: try Shape([1, 1, 2, 2]))
    let y = try Upsample(factor: 2, method: .bilinear).reference([x], [])
    #expect(
      y.values == [
        0, 2, 6, 8,
        4, 6, 10, 12,
        12, 14, 18, 20,
        16, 18, 22, 24,
      ])
    // With an odd factor, every third pixel is one of the input's.
    let row = try Tensor([3, 6], shape: try Shape([1, 1, 1, 2]))
    let wide = try Upsample(factor: Extent2(height: 1, width: 3), method: .bilinear)
    #expect(try wide.reference([row], []).values == [3, 3, 4, 5, 6, 6])
  }

  @Test func channelsAndRowsStayApart() throws {
    let x = try Tensor([1, 2, 3, 4], shape: try Shape([2, 2, 1, 1]))
    for method in Upsample.Method.allCases {
      let y = try Upsample(factor: 2, method: method).reference([x], [])
      #expect(y.shape.dimensions == [2, 2, 2, 2])
      #expect(y.values == [1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4])
    }
  }

  @Test func factorsAreWholeAndPossible() throws {
    for factor in [0, -1, Int.min] {
      #expect(throws: NetworkError.self) {
        try Upsample(factor: Extent2(height: factor, width: 1), method: .nearest)
      }
      #expect(throws: NetworkError.self) {
        try Upsample(factor: Extent2(height: 1, width: factor), method: .nearest)
      }
    }
    let huge = try Upsample(factor: Extent2(Int.max), method: .bilinear)
    #expect(throws: NetworkError.self) { try huge.outputShape(for: [try Shape([1, 2, 2])]) }
    #expect(throws: NetworkError("takes an image [C, H, W], but gets 4")) {
      try Upsample(factor: 2, method: .nearest).outputShape(for: [.vector(4)])
    }
    #expect(throws: NetworkError.self) { try Upsample(attributes: [2, 2, 2]) }
  }
}
