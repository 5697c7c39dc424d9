import Glibc

/// Lists the files that a half-typed path may become.
package enum FileNames {
  /// The most entries of a folder that are looked at.
  private static let limit = 20_000

  /// The paths that begin with `partial`, sorted; those of folders end in `/`.
  ///
  /// Names that begin with a dot are only given when asked for.
  package static func completing(_ partial: String) -> [String] {
    guard !partial.utf8.contains(0) else { return [] }
    let slash = partial.lastIndex(of: "/")
    let folder = slash.map { String(partial[...$0]) } ?? ""
    let beginning = slash.map { String(partial[partial.index(after: $0)...]) } ?? partial
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return [] }
    defer { closedir(stream) }
    var paths: [String] = []
    for _ in 0..<limit {
      guard let entry = readdir(stream) else { break }
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasPrefix(beginning), name != ".", name != "..",
        !name.hasPrefix(".") || beginning.hasPrefix(".")
      else { continue }
      var status = stat()
      let isFolder = stat(folder + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      paths.append(folder + name + (isFolder ? "/" : ""))
    }
    return paths.sorted()
  }
}
