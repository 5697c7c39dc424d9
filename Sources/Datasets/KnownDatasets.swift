#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A data set that can be asked for by its name.
public struct KnownDataset: Sendable {
  /// What a user types.
  public let name: String
  /// What it is, in a sentence.
  public let summary: String
  /// Reads it from where data sets lie.
  public let load: @Sendable (DataFolder) throws(DatasetError) -> Dataset
}

/// The data sets that can be asked for by name.
public enum KnownDatasets {
  /// All of them, in the order in which they are listed to users.
  public static let all: [KnownDataset] = [
    .mnist,
    .fashionMNIST,
  ]

  /// Their names, in the same order.
  public static var names: [String] { all.map(\.name) }
}

extension Dataset {
  /// Loads a data set by name, or from a folder with the four IDX files.
  ///
  /// A name goes before a folder of that name; `./mnist` means the folder.
  ///
  /// - Parameters:
  ///   - nameOrPath: one of `KnownDatasets.names`, or the path of a folder.
  ///   - folder: where known data sets lie.
  /// - Throws: `DatasetError` if there is no such data set, or it cannot be read or is damaged.
  public static func load(_ nameOrPath: String, from folder: DataFolder = .current)
    throws(DatasetError) -> Dataset
  {
    if let known = KnownDatasets.all.first(where: { $0.name == nameOrPath }) {
      return try known.load(folder)
    }
    return try Dataset.folder(nameOrPath)
  }

  /// Loads MNIST, whose files must have the known digests.
  ///
  /// - Parameter folder: where data sets lie.
  /// - Throws: `DatasetError` if it is missing or damaged.
  public static func mnist(_ folder: DataFolder = .current) throws(DatasetError) -> Dataset {
    try KnownDataset.mnist.load(folder)
  }

  /// Loads Fashion-MNIST (Xiao, Rasul and Vollgraf, 2017).
  ///
  /// - Parameter folder: where data sets lie.
  /// - Throws: `DatasetError` if it is missing or damaged.
  public static func fashionMNIST(_ folder: DataFolder = .current) throws(DatasetError) -> Dataset {
    try KnownDataset.fashionMNIST.load(folder)
  }

  /// Loads images of ten classes from a folder with the four IDX files, gzipped or not.
  ///
  /// - Parameter path: the folder.
  /// - Throws: `DatasetError` if the folder or a file is missing, or a file is damaged.
  public static func folder(_ path: String) throws(DatasetError) -> Dataset {
    var status = stat()
    guard !path.utf8.contains(0), stat(path, &status) == 0 else {
      throw DatasetError(
        path: path, message: "there is no data set and no folder of this name",
        remedy: "known data sets: \(KnownDatasets.names.joined(separator: ", ")); "
          + "or give a folder with the four IDX files")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw DatasetError(
        path: path, message: "this is not a folder",
        remedy: "give the folder with the four IDX files")
    }
    let names = IDXRole.allCases.map { $0.fileNames[0] }.joined(separator: ", ")
    let folder = IDXFolder(
      path: path, remedy: "the folder must hold \(names), each gzipped or not")
    return try folder.load(name: path, classNames: (0..<10).map(String.init))
  }
}
