import Datasets
import Foundation
import Testing

@Suite struct KnownDatasetsTests {
  @Test func namesAreUniqueAndDescribed() {
    #expect(KnownDatasets.names == ["mnist", "fashion-mnist"])
    #expect(Set(KnownDatasets.names).count == KnownDatasets.all.count)
    for known in KnownDatasets.all { #expect(known.summary.hasSuffix(".")) }
  }

  @Test func unknownNamesListWhatThereIs() {
    #expect(
      throws: DatasetError(
        path: "nowhere", message: "there is no data set and no folder of this name",
        remedy: "known data sets: mnist, fashion-mnist; or give a folder with the four IDX files")
    ) { try Dataset.load("nowhere") }
    #expect(throws: DatasetError.self) { try Dataset.load("") }
    #expect(throws: DatasetError.self) { try Dataset.load("/tmp\0") }
  }

  @Test func foldersByPath() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset(in: "toy")
    let data = try Dataset.load(folder.path + "/toy")
    #expect(data.name == folder.path + "/toy")
    #expect(data.classNames == (0..<10).map(String.init))
    #expect(data.digest == (try Dataset.folder(folder.path + "/toy/.")).digest)

    let error = #expect(throws: DatasetError.self) { try Dataset.load(folder.path) }
    #expect(error?.remedy?.contains("train-images-idx3-ubyte") == true)
    let file = folder.path + "/toy/t10k-labels-idx1-ubyte"
    #expect(
      throws: DatasetError(
        path: file, message: "this is not a folder",
        remedy: "give the folder with the four IDX files")
    ) { try Dataset.load(file) }
  }
}
