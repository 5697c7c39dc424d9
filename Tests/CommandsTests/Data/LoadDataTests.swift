import DeepCompression
import Session
import SyntheticData
import Testing

@Suite struct LoadDataTests {
  private var rig: Rig

  init() throws { rig = try Rig() }

  @Test mutating func folderGivesItsNumbersOfImages() throws {
    let record = try rig.record("load data \(rig.data)")
    #expect(record["name"] == .string(rig.data))
    #expect(record["train"] == 400)
    #expect(record["validation"] == 40)
    #expect(record["test"] == 150)
    #expect(record["classes"] == 10)
    #expect(record["digest"] == .string(try #require(rig.session.workspace.dataset).digest.hex))
  }

  @Test mutating func summaryIsOneLine() throws {
    #expect(
      try rig.ok("load data \(rig.data)").display.plainText() == """
        \(rig.data): 400 training, 40 validation, 150 test images of 1×28×28, 10 classes
        """)
  }

  @Test(.needsMNIST) mutating func mnistIsSplitAsIsCustomary() throws {
    let record = try rig.record("load data mnist")
    #expect(record["train"] == 55_000)
    #expect(record["validation"] == 5_000)
    #expect(record["test"] == 10_000)
  }

  @Test(.needsFashionMNIST) mutating func fashionMNISTHasTheSameForm() throws {
    let record = try rig.record("load data fashion-mnist")
    #expect(record["train"] == 55_000)
    #expect(record["classes"] == 10)
  }

  /// One diagnostic, which ends `dcsh -c` with code 1: it is found when the command runs.
  @Test mutating func unknownNameIsAFailureThatListsTheDataSets() throws {
    let error = try rig.failure("load data nowhere")
    #expect(error.kind.exitCode == 1)
    #expect(error.message == "nowhere: there is no data set and no folder of this name")
    #expect(error.help?.contains("mnist, fashion-mnist") == true)
  }

  @Test(arguments: ["mnist", "fashion-mnist"])
  func missingDataNameTheCommandThatFetchesThem(name: String) throws {
    var rig = try Rig()
    let folder = DataFolder(user: rig.folder.path("none"), system: [])
    rig.session = Session(
      catalog: rig.session.catalog, settings: Settings(threads: 1, data: folder))
    let error = try rig.failure("load data \(name)")
    #expect(error.help?.contains("scripts/setup.sh") == true)
  }

  /// What was loaded before stays.
  @Test(arguments: [
    ("train-images-idx3-ubyte", 1000, "it ends too early"),
    ("t10k-images-idx3-ubyte", 7, "end"),
    ("train-labels-idx1-ubyte", 0, "end"),
  ])
  func truncatedFilesChangeNothing(name: String, length: Int, cause: String) throws {
    var rig = try Rig.furnished()
    try rig.folder.write("cut/\(name)", Array(try rig.folder.bytes(name).prefix(length)))
    for other in try rig.folder.names where other.contains("ubyte") && other != name {
      try rig.folder.write("cut/\(other)", rig.folder.bytes(other))
    }
    let error = try rig.failure("load data \(rig.folder.path("cut"))")
    #expect(error.kind == .failure)
    #expect(error.message.contains("\(rig.folder.path("cut"))/\(name)"))
    #expect(error.message.contains(cause))
    #expect(rig.session.workspace.dataset?.train.count == 400)
  }

  @Test func labelAbove9ChangesNothing() throws {
    var rig = try Rig.furnished()
    var labels = try rig.folder.bytes("t10k-labels-idx1-ubyte")
    labels[8 + 5] = 10
    try rig.folder.write("t10k-labels-idx1-ubyte", labels)
    let error = try rig.failure("load data \(rig.data)")
    #expect(error.message.contains("the label of image 5 is 10, above 9"))
  }
}
