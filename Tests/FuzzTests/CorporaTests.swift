import FuzzEntries
import Glibc
import Testing

/// Inputs that once reached new code, or broke something, read again.
@Suite struct CorporaTests {
  private static let root = #filePath.split(separator: "/").dropLast().joined(separator: "/")

  /// Names of what a folder holds, sorted; none if there is no such folder.
  private func contents(of folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }

  private func read(_ path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "rb"))
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: ftell(file))
    rewind(file)
    try #require(fread(&bytes, 1, bytes.count, file) == bytes.count)
    return bytes
  }

  @Test(arguments: FuzzEntry.all.map(\.name))
  func keepPromises(entry name: String) throws {
    let entry = try #require(FuzzEntry.named(name))
    let folder = "/\(Self.root)/Corpora/\(name)"
    let files = contents(of: folder)
    #expect(!files.isEmpty, "there is no corpus: scripts/fuzz.sh --seconds 60 --keep \(name)")
    for file in files {
      do {
        try entry.run(try read("\(folder)/\(file)"))
      } catch let failure as FuzzFailure {
        Issue.record("\(name)/\(file): \(failure)")
      }
    }
  }

  @Test func foldersBelongToEntries() {
    #expect(contents(of: "/\(Self.root)/Corpora").allSatisfy { FuzzEntry.named($0) != nil })
  }
}
