import Foundation

/// A folder for one test, removed with everything in it when the test lets go of it.
final class TemporaryFolder {
  let root: URL

  init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent(
      "bytes-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: root, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: root) }

  func path(_ name: String) -> String { root.appendingPathComponent(name).path }

  /// The names of everything in it, hidden ones too.
  func names(in folder: String = "") throws -> [String] {
    let path = folder.isEmpty ? root.path : self.path(folder)
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }
}
