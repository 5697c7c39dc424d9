import Foundation

/// The files of this repository, found from where this file lies.
enum Repository {
  static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Paths of the files below a folder, relative to the root, sorted.
  static func files(below folder: String, suffix: String) -> [String] {
    let start = root.appendingPathComponent(folder)
    let all = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String } ?? []
    return all.filter { $0.hasSuffix(suffix) }.map { "\(folder)/\($0)" }.sorted()
  }

  /// Paths of everything that is text, but for what builds and tools leave behind.
  static func textFiles() throws -> [String] {
    var paths: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: root.path).sorted() {
      if name.hasPrefix("."), name != ".ci" { continue }
      if isFolder(name) { paths += files(below: name, suffix: "") } else { paths.append(name) }
    }
    return paths.filter { !$0.contains("__pycache__") && !isFolder($0) && (try? text($0)) != nil }
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appendingPathComponent(path).path)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    let full = root.appendingPathComponent(path).path
    return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  static func lines(_ path: String) throws -> [Substring] {
    try text(path).split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// Names of the targets: the folders in Sources.
  static func targets() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("Sources").path
    ).sorted()
  }
}
