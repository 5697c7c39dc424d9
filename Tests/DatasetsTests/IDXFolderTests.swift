import Bytes
import Datasets
import Foundation
import Testing

@Suite struct IDXFolderTests {
  private let digits = (0..<10).map(String.init)

  private func load(_ folder: TemporaryFolder) throws(DatasetError) -> Dataset {
    try IDXFolder(path: folder.path, remedy: "fetch it").load(name: "toy", classNames: digits)
  }

  /// Expects an error about a file of the folder (the folder itself if there is no name).
  private func expect(
    _ folder: TemporaryFolder, _ name: String?, _ message: String, _ remedy: String,
    location: SourceLocation = #_sourceLocation
  ) {
    let path = folder.path + (name.map { "/" + $0 } ?? "")
    let expected = DatasetError(path: path, message: message, remedy: remedy)
    #expect(throws: expected, sourceLocation: location) { try load(folder) }
  }

  @Test func theLastImagesAreForValidation() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    let data = try load(folder)
    #expect(data.name == "toy")
    #expect(data.example.dimensions == [1, 2, 3])
    #expect(data.train.labels == (0..<21).map { $0 % 10 })
    #expect(data.validation.labels == [1, 2])
    #expect(data.test.labels == [0, 1, 2, 3])
    var pixels = [Float](repeating: 0, count: 12)
    pixels.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      data.validation.gather(0..<2, into: first)
    }
    #expect(pixels == (126..<138).map { Float($0) * Split.scale })
    pixels.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      data.test.gather(1..<2, into: first)
    }
    #expect(pixels[..<6] == ArraySlice((244...249).reversed().map { Float($0) * Split.scale }))
  }

  @Test func eitherNameAndCompression() throws {
    let plain = try TemporaryFolder()
    try plain.writeDataset()
    let other = try TemporaryFolder()
    for role in IDXRole.allCases {
      #expect(
        role.fileNames == [
          "\(role.rawValue)-idx\(role.rank)-ubyte", "\(role.rawValue)-idx\(role.rank)-ubyte.gz",
          "\(role.rawValue).idx\(role.rank)-ubyte", "\(role.rawValue).idx\(role.rank)-ubyte.gz",
        ])
      let bytes = try readFile("\(plain.path)/\(role.fileNames[0])")
      // A name may lie about compression: only the contents count.
      switch role {
      case .trainImages: try other.write(role.fileNames[1], gzipped(bytes))
      case .trainLabels: try other.write(role.fileNames[2], bytes)
      case .testImages: try other.write(role.fileNames[0], gzipped(bytes))
      case .testLabels: try other.write(role.fileNames[3], bytes)
      }
    }
    #expect(try load(other).digest == load(plain).digest)
  }

  @Test(arguments: IDXRole.allCases)
  func missingFiles(role: IDXRole) throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    let name = role.fileNames[0]
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    expect(folder, nil, "there is no \(name) in this folder, gzipped or not", "fetch it")
  }

  @Test func filesThatCannotBeRead() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    let name = "t10k-labels-idx1-ubyte"
    try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    try folder.write("\(name)/x", [])
    let error = #expect(throws: DatasetError.self) { try load(folder) }
    #expect(error?.message == "cannot read it: is a directory")
    #expect(error?.path.hasSuffix(name) == true)
  }

  @Test func damagedFiles() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    let remedy = "the file is damaged or of another kind: replace it"
    let name = "train-labels-idx1-ubyte"
    try folder.write(name, idx([23], [1, 2]))
    expect(
      folder, name, "it ends too early: 23 is 23 bytes, and 2 are there (at byte 10)", remedy)
    try folder.write(name, gzipped(idx([3], [1, 2, 3, 4])))
    expect(
      folder, name, "1 bytes follow its end (at byte 11 of the decompressed contents)", remedy)
    try folder.write(name, [0x1F, 0x8B, 8])
    let error = #expect(throws: DatasetError.self) { try load(folder) }
    #expect(error?.path == "\(folder.path)/\(name)")
    #expect(error?.message.contains("gzip") == true)
  }

  @Test func filesThatDoNotFitTogether() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    try folder.write("t10k-labels-idx1-ubyte", idx([4], [0, 1, 10, 3]))
    expect(
      folder, "t10k-labels-idx1-ubyte", "the label of image 2 is 10, above 9 (at byte 10)",
      "labels are 0 to 9, one for each class")
    try folder.write("t10k-labels-idx1-ubyte", idx([3], [0, 1, 2]))
    expect(
      folder, "t10k-labels-idx1-ubyte", "3 labels for 4 images",
      "take the labels and images of the same data set")
    try folder.write("t10k-labels-idx1-ubyte", idx([4], [0, 1, 2, 3]))
    try folder.write("t10k-images-idx3-ubyte", idx([4, 3, 2], [UInt8](repeating: 0, count: 24)))
    expect(
      folder, "t10k-images-idx3-ubyte", "its images have another size than the training images",
      "put the test images of the same data set there")
  }

  @Test func oneImageIsTooFew() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    try folder.write("train-images-idx3-ubyte", idx([1, 2, 3], [1, 2, 3, 4, 5, 6]))
    try folder.write("train-labels-idx1-ubyte", idx([1], [1]))
    expect(
      folder, "train-images-idx3-ubyte", "a single image cannot be split into two parts",
      "give at least two training images, one of them for validation")
  }

  @Test(arguments: IDXRole.allCases)
  func knownDigestsAreChecked(role: IDXRole) throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset()
    let path = "\(folder.path)/\(role.fileNames[0])"
    let right = Digest(of: try readFile(path))
    var idx = IDXFolder(path: folder.path, remedy: "fetch it", digests: [role: right])
    _ = try idx.load(name: "toy", classNames: digits)
    idx.digests[role] = Digest(of: [])
    #expect(
      throws: DatasetError(
        path: path, message: "this is not the file it should be: its SHA-256 digest differs",
        remedy: "fetch it")
    ) { try idx.load(name: "toy", classNames: digits) }
  }
}
