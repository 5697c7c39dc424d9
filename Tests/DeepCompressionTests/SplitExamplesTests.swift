import DeepCompression
import SyntheticData
import Testing

@Suite struct SplitExamplesTests {
  private func dataset() throws -> (Dataset, TemporaryFolder) {
    let folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder)
    return (try Dataset.folder(folder.path), folder)
  }

  @Test func describesItsSplit() throws {
    let (dataset, _) = try dataset()
    let examples = SplitExamples(dataset.test, classes: dataset.classes)
    #expect(examples.count == SyntheticImages.testCount)
    #expect(examples.exampleShape.dimensions == [1, 28, 28])
    #expect(examples.classes == 10)
  }

  /// Held against the bytes of the file itself.
  @Test func copiesPixelsAndLabelsOfTheExamplesAskedFor() throws {
    let (dataset, folder) = try dataset()
    let pixels = try folder.bytes("t10k-images-idx3-ubyte").dropFirst(16)
    let labels = try folder.bytes("t10k-labels-idx1-ubyte").dropFirst(8)
    let size = 28 * 28
    let indices: [Int32] = [149, 0, 7, 7]
    var values = [Float](repeating: -1, count: indices.count * size)
    var classes = [Int32](repeating: -1, count: indices.count)
    indices.withUnsafeBufferPointer { indices in
      values.withUnsafeMutableBufferPointer { values in
        classes.withUnsafeMutableBufferPointer { classes in
          SplitExamples(dataset.test, classes: 10).copy(indices, values: values, labels: classes)
        }
      }
    }
    for (row, index) in indices.enumerated() {
      let start = pixels.startIndex + Int(index) * size
      let expected = pixels[start..<start + size].map { Float($0) * (1 / 255) }
      #expect(Array(values[row * size..<(row + 1) * size]) == expected)
      #expect(classes[row] == Int32(labels[labels.startIndex + Int(index)]))
    }
  }

  @Test func copyingNothingIsNoTrouble() throws {
    let (dataset, _) = try dataset()
    let nothing = UnsafeBufferPointer<Int32>(start: nil, count: 0)
    SplitExamples(dataset.train, classes: 10).copy(
      nothing, values: UnsafeMutableBufferPointer(start: nil, count: 0),
      labels: UnsafeMutableBufferPointer(start: nil, count: 0))
  }
}
