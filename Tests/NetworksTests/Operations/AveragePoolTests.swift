import Networks
import Tensors
import Testing

@Suite struct AveragePoolTests {
  @Test func takesTheMean() throws {
    let window = try PoolingWindow(kernel: 2, stride: 2, rounding: .ceil)
    let x = try Tensor([1, 2, 3, 4, 5, 6, 7, 8, 9], shape: try Shape([1, 1, 3, 3]))
    // What reaches over the image is cut off, whether padding counts or not: there is none.
    for countsPadding in [true, false] {
      let pool = AveragePool(window, countsPadding: countsPadding)
      let y = try pool.reference([x], [])
      #expect(y.values == [3, 4.5, 7.5, 9])
      let dy = try Tensor([4, 2, 6, 5], shape: y.shape)
      let gradients = try pool.referenceGradients([x], [], gradient: dy)
      #expect(gradients.inputs.map(\.values) == [[1, 1, 1, 1, 1, 1, 3, 3, 5]])
    }
  }

  @Test func paddingMayCount() throws {
    // Along each axis the windows see 2, 3 and 1 pixels; with padding 3, 3 and 2, as the last one
    // reaches over the padded image.
    let window = try PoolingWindow(kernel: 3, stride: 2, padding: 1, rounding: .ceil)
    let ones = Tensor(shape: try Shape([1, 1, 4, 4])) { $0.update(repeating: 1) }
    let without = try AveragePool(window, countsPadding: false).reference([ones], [])
    #expect(without.values == [1, 1, 1, 1, 1, 1, 1, 1, 1])
    let with = try AveragePool(window, countsPadding: true).reference([ones], [])
    let shares: [Double] = [2.0 / 3, 1, 0.5]
    #expect(with.values == shares.flatMap { a in shares.map { Float(a * $0) } })
  }

  @Test func attributesTellWhetherPaddingCounts() throws {
    let window = try PoolingWindow(kernel: 3, stride: 1, padding: 1)
    #expect(
      AveragePool(window, countsPadding: true).attributes == [3, 3, 1, 1, 1, 1, 1, 1, 0, 1])
    let pool = AveragePool(window, countsPadding: false)
    #expect(try pool.outputShape(for: [try Shape([2, 4, 5])]).dimensions == [2, 4, 5])
    #expect(try AveragePool(attributes: pool.attributes) == pool)
    #expect(throws: NetworkError.self) {
      try AveragePool(attributes: [3, 3, 1, 1, 1, 1, 1, 1, 0, 2])
    }
  }
}
