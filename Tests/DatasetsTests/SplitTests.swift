import Datasets
import Tensors
import Testing

@Suite struct SplitTests {
  /// Five images of two pixels, after three bytes of something else.
  private func makeSplit() throws -> Split {
    let pixels: [UInt8] = [99, 99, 99, 0, 255, 1, 254, 2, 253, 3, 252, 4, 251]
    return try #require(
      Split(pixels: pixels, start: 3, example: Shape([1, 1, 2]), labels: [5, 6, 7, 8, 9]))
  }

  private func floats(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let first = buffer.baseAddress else { return }
      body(first)
      filled = count
    }
  }

  @Test func bytesBecomeFractions() throws {
    let pixels = (0...255).map { UInt8($0) }
    let split = try #require(Split(pixels: pixels, example: .vector(256), labels: [0]))
    let values = floats(256) { split.gather(0..<1, into: $0) }
    for byte in 0...255 { #expect(values[byte] == Float(byte) * Split.scale) }
    #expect(values[0] == 0)
    #expect(values[255] == 1)
  }

  @Test func gatherFollowsTheIndices() throws {
    let split = try makeSplit()
    #expect(split.count == 5)
    let indices: [Int32] = [77, 4, 0, 4, 88]
    let expected: [Float] = [4, 251, 0, 255, 4, 251].map { $0 * Split.scale }
    #expect(floats(6) { split.gather(indices[1..<4], into: $0) } == expected)
    indices[1..<4].withUnsafeBufferPointer { indices in
      #expect(floats(6) { split.gather(indices, into: $0) } == expected)
    }
    let labels = [Int32](unsafeUninitializedCapacity: 3) { buffer, filled in
      guard let first = buffer.baseAddress else { return }
      split.gatherLabels(indices[1..<4], into: first)
      filled = 3
    }
    #expect(labels == [9, 5, 9])
  }

  @Test func gatherOfARange() throws {
    let split = try makeSplit()
    let expected: [Float] = [3, 252, 4, 251].map { $0 * Split.scale }
    #expect(floats(4) { split.gather(3..<5, into: $0) } == expected)
    #expect(floats(0) { split.gather(5..<5, into: $0) } == [])
  }

  @Test func aSplitLiesWithinItsPixels() throws {
    let example = try Shape([1, 1, 2])
    let pixels = [UInt8](repeating: 0, count: 5)
    #expect(Split(pixels: pixels, start: 1, example: example, labels: [0, 0]) != nil)
    #expect(Split(pixels: pixels, start: 2, example: example, labels: [0, 0]) == nil)
    #expect(Split(pixels: pixels, start: 6, example: example, labels: []) == nil)
    #expect(Split(pixels: pixels, start: -1, example: example, labels: []) == nil)
    let huge = try Shape([Int.max / 8])
    #expect(Split(pixels: pixels, example: huge, labels: [Int32](repeating: 0, count: 99)) == nil)
  }
}
