extension KnownDataset {
  /// Pictures of clothes (Xiao, Rasul and Vollgraf, 2017): 28×28 grey pixels, 60,000 and 10,000.
  public static let fashionMNIST = KnownDataset(
    name: "fashion-mnist", summary: "Pictures of clothes, 28×28, in ten classes."
  ) { folder throws(DatasetError) in
    let remedy = "run scripts/setup.sh, which installs Debian's package dataset-fashion-mnist"
    let places = (folder.user.map { [$0] } ?? []) + folder.system
    let folders = places.map { IDXFolder(path: $0 + "/fashion-mnist", remedy: remedy) }
    guard let idx = folders.first(where: \.hasSomething) else {
      throw DatasetError(
        path: "fashion-mnist",
        message: "Fashion-MNIST is in none of " + folders.map(\.path).joined(separator: ", "),
        remedy: remedy)
    }
    return try idx.load(
      name: "fashion-mnist",
      classNames: [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
      ])
  }
}
