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

  /// The inputs of a corpus: a line each, in hexadecimal digits.
  private func inputs(_ path: String) throws -> [[UInt8]] {
    try read(path).split(separator: UInt8(ascii: "\n")).map { line in
      let digits = line.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
      try #require(digits.count == line.count && digits.count.isMultiple(of: 2))
      return stride(from: 0, to: digits.count, by: 2).map {
        UInt8(16 * digits[$0] + digits[$0 + 1])
      }
    }
  }

  @Test(arguments: FuzzEntry.all.map(\.name))
  func keepPromises(entry name: String) throws {
    let entry = try #require(FuzzEntry.named(name))
    let inputs = try inputs("/\(Self.root)/Corpora/\(name).hex")
    #expect(!inputs.isEmpty, "to make it: scripts/fuzz.sh --seconds 60 --keep \(name)")
    for (line, input) in inputs.enumerated() {
      do {
        try entry.run(input)
      } catch {
        Issue.record("\(name).hex, line \(line + 1): \(error)")
      }
    }
  }

  @Test func filesBelongToEntries() {
    let names = Set(FuzzEntry.all.map { "\($0.name).hex" })
    #expect(Set(contents(of: "/\(Self.root)/Corpora")) == names)
  }
}
