import Foundation
import Testing

/// The table of ARCHITECTURE.md: who may import whom. SwiftPM does not enforce it, as an import that
/// comes along with another one compiles.
@Suite struct LayerTableTests {
  static let table: [String: Set<String>] = [
    "CKernels": [], "COneDNN": [], "CReadline": [], "CZlib": [], "CLZMA": [],
    "Bytes": ["Crypto", "CZlib", "CLZMA"],
    "Tensors": ["CKernels"],
    "Display": [],
    "EntropyCoding": ["Bytes"],
    "Networks": ["Tensors", "OrderedCollections"],
    "Language": ["Display", "OrderedCollections"],
    "Training": ["Networks", "Tensors", "COneDNN", "CKernels", "OrderedCollections"],
    "Interchange": ["Networks", "Tensors", "Bytes", "FoundationEssentials", "Foundation"],
    "Datasets": ["Tensors", "Bytes"],
    "Compression": [
      "Training", "Networks", "Tensors", "EntropyCoding", "Bytes", "OrderedCollections",
    ],
    "DeepCompression": [
      "Bytes", "Compression", "Datasets", "EntropyCoding", "Interchange", "Networks", "Tensors",
      "Training", "OrderedCollections",
    ],
    "Session": ["DeepCompression", "Language", "Display"],
    "Commands": ["Session", "DeepCompression", "Language", "Display"],
    "Terminal": ["Session", "Language", "Display", "CReadline"],
    "dcsh": ["Commands", "Terminal", "Session", "Language", "ArgumentParser"],
  ]

  /// What every target may import.
  static let everywhere: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization"]

  @Test func everyTargetIsInTheTable() throws {
    #expect(
      Set(try Repository.targets()) == Set(Self.table.keys),
      "add the target's row here and in ARCHITECTURE.md")
  }

  @Test(arguments: table.keys.sorted()) func importsOnlyWhatItsRowNames(target: String) throws {
    let allowed = try #require(Self.table[target]).union(Self.everywhere)
    for path in Repository.files(below: "Sources/\(target)", suffix: ".swift") {
      for module in try imports(path) where !allowed.contains(module) {
        Issue.record("\(path) imports \(module), which the row of \(target) does not name")
      }
    }
  }

  @Test func oneDNNIsImportedInOneFolder() throws {
    for path in Repository.files(below: "Sources", suffix: ".swift")
    where try imports(path).contains("COneDNN") {
      #expect(path.hasPrefix("Sources/Training/Lowering/"), "\(path) imports COneDNN")
    }
  }

  @Test func noTargetIsAGrabBag() throws {
    let targets = Set(try Repository.targets())
    #expect(targets.isDisjoint(with: ["Core", "Common", "Utils", "Utilities", "Helpers"]))
  }

  @Test func everyTargetExplainsItself() throws {
    let systemLibraries: Set = ["COneDNN", "CReadline", "CZlib", "CLZMA", "CKernels"]
    for target in try Repository.targets() where !systemLibraries.contains(target) {
      let path = Repository.root.appendingPathComponent("Sources/\(target)/README.md").path
      #expect(FileManager.default.fileExists(atPath: path), "Sources/\(target) has no README.md")
    }
  }

  /// Modules that a file imports, whatever stands before the word.
  private func imports(_ path: String) throws -> Set<String> {
    var modules: Set<String> = []
    for line in try Repository.lines(path) {
      let words = line.split(separator: " ")
      guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
        words[..<index].allSatisfy({ $0.hasPrefix("@") || Self.access.contains($0) })
      else { continue }
      let kinds: Set<Substring> = ["struct", "class", "enum", "func", "var", "protocol"]
      let name = kinds.contains(words[index + 1]) ? words.last : words[index + 1]
      modules.insert(String((name ?? "").prefix { $0 != "." }))
    }
    return modules
  }

  private static let access: Set<Substring> = ["public", "package", "internal", "private"]
}
