import Datasets
import Foundation
import Testing

@Suite struct KnownDatasetMNISTTests {
  /// Needs the real files, which `scripts/setup.sh` fetches.
  @Test func theRealThing() throws {
    let data = try Dataset.load("mnist")
    #expect(data.example.dimensions == [1, 28, 28])
    #expect(data.classes == 10)
    #expect(data.train.count == 55_000)
    #expect(data.validation.count == 5_000)
    #expect(data.test.count == 10_000)
    #expect(data.train.labels.prefix(5) == [5, 0, 4, 1, 9])
    #expect(data.validation.labels.suffix(5) == [8, 3, 5, 6, 8])
    #expect(data.test.labels.prefix(5) == [7, 2, 1, 0, 4])
    // Computed by another program; session records depend on it.
    #expect(
      data.digest.hex == "32770274afb3cc02cdd24aff0a7d57279ad85cb954889cfdcf1892e2784684dd")
  }

  @Test func missingDataNamesTheCommand() throws {
    let folder = try TemporaryFolder()
    let remedy = "run scripts/setup.sh, which fetches MNIST"
    #expect(
      throws: DatasetError(
        path: folder.path + "/mnist", message: "MNIST is not there", remedy: remedy)
    ) { try Dataset.mnist(DataFolder(user: folder.path)) }
    try folder.write("mnist/t10k-labels-idx1-ubyte", idx([1], [0]))
    #expect(
      throws: DatasetError(
        path: folder.path + "/mnist",
        message: "there is no train-images-idx3-ubyte in this folder, gzipped or not",
        remedy: remedy)
    ) { try Dataset.mnist(DataFolder(user: folder.path)) }
    let error = #expect(throws: DatasetError.self) { try Dataset.mnist(DataFolder(user: nil)) }
    #expect(error?.remedy == "set HOME to your home folder")
  }

  /// A good data set that is not MNIST is refused under its name.
  @Test func otherFilesAreRefused() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset(in: "mnist")
    #expect(
      throws: DatasetError(
        path: folder.path + "/mnist/train-images-idx3-ubyte",
        message: "this is not the file it should be: its SHA-256 digest differs",
        remedy: "run scripts/setup.sh, which fetches MNIST")
    ) { try Dataset.mnist(DataFolder(user: folder.path)) }
  }

  @Test func setupChecksTheSameDigests() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let source = try String(
      contentsOf: root.appendingPathComponent("Sources/Datasets/KnownDataset+MNIST.swift"),
      encoding: .utf8)
    let setup = try String(
      contentsOf: root.appendingPathComponent("scripts/setup.sh"), encoding: .utf8)
    let digests = { (text: String) in text.matches(of: /\b[0-9a-f]{64}\b/).map { $0.output } }
    #expect(digests(source).count == 4)
    #expect(digests(source) == digests(setup))
  }
}
