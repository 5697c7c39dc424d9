/// Images of ten classes that a network learns in a few passes, but not without mistakes: a faint
/// bar of its own for each class, in noise. The same on every machine.
package struct SyntheticImages {
  /// Images in the training files; an eleventh of them is for validation.
  package static let trainCount = 440
  /// Images for the test.
  package static let testCount = 150
  /// Rows and columns of an image.
  package static let side = 28

  private var state: UInt64

  private init(seed: UInt64) { state = seed }

  /// Writes the four IDX files, as `load data PATH` reads them.
  /// - Parameters:
  ///   - folder: where they go.
  ///   - seed: other seeds give other images.
  package static func write(to folder: TemporaryFolder, seed: UInt64 = 1) throws {
    for (name, bytes) in seed == 1 ? usual : files(seed: seed) { try folder.write(name, bytes) }
  }

  /// Made once, as most tests want them.
  private static let usual = files(seed: 1)

  private static func files(seed: UInt64) -> [(name: String, bytes: [UInt8])] {
    var images = SyntheticImages(seed: seed)
    var files: [(name: String, bytes: [UInt8])] = []
    for (part, count) in [("train", trainCount), ("t10k", testCount)] {
      var pixels: [UInt8] = []
      for index in 0..<count { pixels += images.image(of: index % 10) }
      let labels = (0..<count).map { UInt8($0 % 10) }
      files.append(("\(part)-images-idx3-ubyte", idx([count, side, side], pixels)))
      files.append(("\(part)-labels-idx1-ubyte", idx([count], labels)))
    }
    return files
  }

  /// An IDX file of bytes.
  package static func idx(_ dimensions: [Int], _ elements: [UInt8]) -> [UInt8] {
    let extents = dimensions.flatMap { extent in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: extent >> $0) }
    }
    return [0, 0, 8, UInt8(dimensions.count)] + extents + elements
  }

  private mutating func image(of label: Int) -> [UInt8] {
    let bar = (rows: label % 5 * 5 + 2..<label % 5 * 5 + 5, isRight: label >= 5)
    return (0..<SyntheticImages.side * SyntheticImages.side).map { pixel in
      let (row, column) = pixel.quotientAndRemainder(dividingBy: SyntheticImages.side)
      let isBright =
        bar.rows.contains(row) && (column >= SyntheticImages.side / 2) == bar.isRight
      return UInt8(nextNoise() + (isBright ? 55 : 0))
    }
  }

  /// A number in 0 ..< 180 (SplitMix64).
  private mutating func nextNoise() -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) >> 32) % 180
  }
}
