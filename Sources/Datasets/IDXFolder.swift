import Bytes
import Tensors

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The four files of an MNIST-like data set.
package enum IDXRole: String, CaseIterable, Sendable {
  case trainImages = "train-images"
  case trainLabels = "train-labels"
  case testImages = "t10k-images"
  case testLabels = "t10k-labels"

  /// Number of extents in the file: images, rows, columns; or labels.
  package var rank: Int {
    switch self {
    case .trainImages, .testImages: 3
    case .trainLabels, .testLabels: 1
    }
  }

  /// The names that such a file goes by, the first to be preferred.
  package var fileNames: [String] {
    ["-", "."].flatMap { separator in
      ["", ".gz"].map { "\(rawValue)\(separator)idx\(rank)-ubyte\($0)" }
    }
  }
}

/// A folder with the four IDX files of an MNIST-like data set, plain or gzipped.
package struct IDXFolder {
  /// The largest file that is read, and the most that is taken out of a compressed one: 2 GiB.
  private static let sizeLimit = 1 << 31

  /// A file of the folder, uncompressed.
  private struct Part {
    var path: String
    var array: IDXArray
  }

  /// The folder.
  package let path: String
  /// What to do if a file is missing.
  package var remedy: String
  /// SHA-256 of the uncompressed files, if they are known.
  package var digests: [IDXRole: Digest]

  /// Names a folder; nothing is read yet.
  package init(path: String, remedy: String, digests: [IDXRole: Digest] = [:]) {
    self.path = path
    self.remedy = remedy
    self.digests = digests
  }

  /// Whether at least one of the files is there.
  package var hasSomething: Bool {
    IDXRole.allCases.contains { role in
      role.fileNames.contains { access("\(path)/\($0)", F_OK) == 0 }
    }
  }

  /// Reads, checks and cuts the data set.
  ///
  /// - Parameters:
  ///   - name: the name of the data set.
  ///   - classNames: its classes; a label that is not in `0..<classNames.count` is an error.
  /// - Throws: `DatasetError` if a file is missing, cannot be read, is damaged or does not fit to
  ///   the others.
  package func load(name: String, classNames: [String]) throws(DatasetError) -> Dataset {
    let trainImages = try read(.trainImages)
    let trainLabels = try labels(for: trainImages, .trainLabels, classes: classNames.count)
    let testImages = try read(.testImages)
    let testLabels = try labels(for: testImages, .testLabels, classes: classNames.count)

    let size = trainImages.array.dimensions.dropFirst()
    guard testImages.array.dimensions.dropFirst() == size else {
      throw DatasetError(
        path: testImages.path, message: "its images have another size than the training images",
        remedy: "put the test images of the same data set there")
    }
    let count = trainLabels.count
    guard count >= 2 else {
      throw DatasetError(
        path: trainImages.path, message: "a single image cannot be split into two parts",
        remedy: "give at least two training images, one of them for validation")
    }
    let cut = count - Dataset.validationCount(of: count)
    guard let example = try? Shape([1] + size),
      let train = split(trainImages, example, trainLabels[..<cut]),
      let validation = split(trainImages, example, trainLabels[cut...]),
      let test = split(testImages, example, testLabels[...]),
      let dataset = Dataset(
        name: name, classNames: classNames, train: train, validation: validation, test: test)
    else {
      // All that this could be about was checked above; only an overflowing shape is left.
      throw DatasetError(path: trainImages.path, message: "its images are too large", remedy: nil)
    }
    return dataset
  }

  /// The images that belong to a run of the labels.
  private func split(_ part: Part, _ example: Shape, _ labels: ArraySlice<Int32>) -> Split? {
    Split(
      pixels: part.array.file, start: part.array.start + labels.startIndex * example.count,
      example: example, labels: Array(labels))
  }

  /// Reads the labels that belong to images.
  private func labels(for images: Part, _ role: IDXRole, classes: Int) throws(DatasetError)
    -> [Int32]
  {
    let part = try read(role)
    let elements = part.array.elements
    guard elements.count == images.array.dimensions[0] else {
      throw DatasetError(
        path: part.path,
        message: "\(elements.count) labels for \(images.array.dimensions[0]) images",
        remedy: "take the labels and images of the same data set")
    }
    if let bad = elements.firstIndex(where: { Int($0) >= classes }) {
      throw DatasetError(
        path: part.path,
        message: "the label of image \(bad - part.array.start) is \(elements[bad]), "
          + "above \(classes - 1) (at byte \(bad))",
        remedy: "labels are 0 to \(classes - 1), one for each class")
    }
    return elements.map { Int32($0) }
  }

  /// Reads one of the files under whichever of its names it has, and decompresses it if need be.
  private func read(_ role: IDXRole) throws(DatasetError) -> Part {
    for name in role.fileNames {
      let path = "\(path)/\(name)"
      let file: [UInt8]
      do {
        file = try readFile(path, limit: Self.sizeLimit)
      } catch {
        if error.code == ENOENT { continue }
        throw DatasetError(error)
      }
      return try parse(file, role, path)
    }
    throw DatasetError(
      path: path, message: "there is no \(role.fileNames[0]) in this folder, gzipped or not",
      remedy: remedy)
  }

  private func parse(_ file: [UInt8], _ role: IDXRole, _ path: String) throws(DatasetError) -> Part
  {
    let isCompressed = file.starts(with: [0x1F, 0x8B])
    var contents = file
    if isCompressed {
      do { contents = try gunzip(file, limit: Self.sizeLimit) } catch {
        var error = DatasetError(error, path: path)
        if digests[role] != nil { error.remedy = remedy }
        throw error
      }
    }
    if let expected = digests[role], Digest(of: contents) != expected {
      throw DatasetError(
        path: path, message: "this is not the file it should be: its SHA-256 digest differs",
        remedy: remedy)
    }
    do {
      return Part(path: path, array: try IDXArray(parsing: contents, rank: role.rank))
    } catch {
      throw DatasetError(error, path: path, compressed: isCompressed)
    }
  }
}
