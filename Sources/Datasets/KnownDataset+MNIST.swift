import Bytes

extension KnownDataset {
  /// Handwritten digits (LeCun, Cortes and Burges, 1998): 28×28 grey pixels, 60,000 and 10,000.
  public static let mnist = KnownDataset(
    name: "mnist", summary: "Handwritten digits, 28×28, in ten classes."
  ) { folder throws(DatasetError) in
    let remedy = "run scripts/setup.sh, which fetches MNIST"
    guard let user = folder.user else {
      throw DatasetError(
        path: "mnist", message: "neither XDG_DATA_HOME nor HOME says where data sets lie",
        remedy: "set HOME to your home folder")
    }
    let idx = IDXFolder(path: user + "/mnist", remedy: remedy, digests: mnistDigests)
    guard idx.hasSomething else {
      throw DatasetError(path: idx.path, message: "MNIST is not there", remedy: remedy)
    }
    return try idx.load(name: "mnist", classNames: (0..<10).map(String.init))
  }

  /// SHA-256 of the uncompressed files; `scripts/setup.sh` has the same list.
  private static let mnistDigests: [IDXRole: Digest] = [
    .trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    .trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    .testImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    .testLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  ].compactMapValues { Digest(hex: $0) }
}
