import Datasets
import Testing

@Suite struct KnownDatasetFashionMNISTTests {
  /// Needs Debian's package, which `scripts/setup.sh` installs.
  @Test func theRealThing() throws {
    let data = try Dataset.load("fashion-mnist")
    #expect(data.example.dimensions == [1, 28, 28])
    #expect(data.classNames.count == 10)
    #expect(data.train.count == 55_000)
    #expect(data.validation.count == 5_000)
    #expect(data.test.count == 10_000)
    #expect(data.train.labels.prefix(5) == [9, 0, 0, 3, 0])
    #expect(data.test.labels.prefix(5) == [9, 2, 1, 1, 6])
  }

  @Test func theUsersFolderGoesFirst() throws {
    let folder = try TemporaryFolder()
    try folder.writeDataset(in: "system/fashion-mnist")
    let places = DataFolder(
      user: folder.path + "/user", system: [folder.path + "/empty", folder.path + "/system"])
    let packaged = try Dataset.fashionMNIST(places)
    #expect(packaged.classNames[9] == "Ankle boot")
    try folder.writeDataset(in: "user/fashion-mnist")
    try folder.write("user/fashion-mnist/t10k-labels-idx1-ubyte", idx([4], [9, 9, 9, 9]))
    let own = try Dataset.fashionMNIST(places)
    #expect(own.test.labels == [9, 9, 9, 9])
    #expect(own.digest != packaged.digest)
  }

  @Test func missingDataNamesTheCommand() {
    #expect(
      throws: DatasetError(
        path: "fashion-mnist",
        message: "Fashion-MNIST is in none of /nowhere/a/fashion-mnist, /nowhere/b/fashion-mnist",
        remedy: "run scripts/setup.sh, which installs Debian's package dataset-fashion-mnist")
    ) { try Dataset.fashionMNIST(DataFolder(user: "/nowhere/a", system: ["/nowhere/b"])) }
  }
}
