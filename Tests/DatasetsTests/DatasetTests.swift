import Datasets
import Tensors
import Testing

@Suite struct DatasetTests {
  private func make(
    pixels: [UInt8] = [1, 2, 3, 4], labels: [Int32] = [0, 1], classes: Int = 2, side: Int = 2,
    name: String = "a"
  ) throws -> Dataset? {
    let train = try #require(Split(pixels: pixels, example: .vector(2), labels: labels))
    let other = try #require(Split(pixels: [9, 9, 9], example: .vector(side), labels: [0]))
    return Dataset(
      name: name, classNames: (0..<classes).map(String.init), train: train, validation: other,
      test: other)
  }

  @Test func theIdentityIsThatOfTheContents() throws {
    let data = try #require(try make())
    #expect(data.classes == 2)
    #expect(data.example == .vector(2))
    #expect(try make(name: "b")?.digest == data.digest)
    #expect(
      try make(pixels: [1, 2, 3, 4, 5])?.digest == data.digest, "no image has the fifth byte")
    for other in [
      try make(pixels: [1, 2, 3, 5]), try make(labels: [1, 1]), try make(labels: [0]),
      try make(classes: 3),
    ] {
      let digest = try #require(other).digest
      #expect(digest != data.digest)
    }
  }

  /// The bytes of labels and pixels are the same in both; only the cut differs.
  @Test func theIdentityIsThatOfTheCutToo() throws {
    let none = try #require(Split(pixels: [], example: .vector(4), labels: []))
    let one = try #require(Split(pixels: [0, 0, 0, 0], example: .vector(4), labels: [0]))
    let first = Dataset(name: "a", classNames: ["0"], train: one, validation: none, test: one)
    let second = Dataset(name: "a", classNames: ["0"], train: none, validation: one, test: one)
    #expect(first?.digest != second?.digest)
  }

  @Test func thePartsMustFit() throws {
    #expect(try make(labels: [0, 2]) == nil, "a label without a class")
    #expect(try make(labels: [-1, 0]) == nil)
    #expect(try make(side: 3) == nil, "images of different sizes")
  }

  @Test(arguments: [(60_000, 5_000), (11_000, 1_000), (23, 2), (10, 1), (2, 1)])
  func validationIsAnEleventh(count: Int, expected: Int) {
    #expect(Dataset.validationCount(of: count) == expected)
  }
}
