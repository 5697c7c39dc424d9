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
    "EngineBenchmark": ["DeepCompression", "ArgumentParser"],
    "dcsh": ["Commands", "Terminal", "Session", "Language", "ArgumentParser"],
  ]

  /// What every target may import.
  static let everywhere: Set<String> = ["Glibc", "Musl", "Darwin", "Synchronization"]

  @Test func everyTargetIsInTheTable() throws {
    #expect(
      Set(try Repository.targets()) == Set(Self.table.keys),
      "add the target's row here and in ARCHITECTURE.md, or remove it from both")
  }

  @Test func everyTargetHasItsRowInTheGuide() throws {
    let rows = try Repository.lines("ARCHITECTURE.md").filter { $0.hasPrefix("|") }
    for target in try Repository.targets() {
      #expect(
        rows.contains { $0.contains("`\(target)`") },
        "ARCHITECTURE.md has no row for \(target): say what lives there and what it may import")
    }
  }

  @Test(arguments: table.keys.sorted()) func importsOnlyWhatItsRowNames(target: String) throws {
    let allowed = try #require(Self.table[target]).union(Self.everywhere)
    for path in Repository.files(below: "Sources/\(target)", suffix: ".swift") {
      for module in SwiftCode.imports(in: try Repository.text(path)).sorted()
      where !allowed.contains(module) {
        Issue.record(
          """
          \(path) imports \(module), which the row of \(target) does not name: move the code to a \
          target that may, or change the row here and in ARCHITECTURE.md
          """)
      }
    }
  }

  /// No circles: each target stands above all of its own that it imports.
  @Test func layersHaveNoCircles() {
    var left = Self.table.mapValues { $0.filter { Self.table[$0] != nil } }
    while let next = left.first(where: { $0.value.isEmpty })?.key {
      left[next] = nil
      for key in left.keys { left[key]?.remove(next) }
    }
    #expect(left.isEmpty, "these rows lead round in a circle: \(left.keys.sorted())")
  }

  /// Its interface changes from version to version.
  @Test func oneDNNIsImportedInOneFolder() throws {
    for path in Repository.files(below: "Sources", suffix: ".swift")
    where SwiftCode.imports(in: try Repository.text(path)).contains("COneDNN") {
      #expect(
        path.hasPrefix("Sources/Training/Lowering/"),
        "\(path) imports COneDNN: only Sources/Training/Lowering may")
    }
  }

  @Test func noTargetIsAGrabBag() throws {
    let targets = Set(try Repository.targets())
    #expect(
      targets.isDisjoint(with: ["Core", "Common", "Utils", "Utilities", "Helpers", "Shared"]),
      "call a target by what it is about")
  }

  @Test func everyTargetExplainsItself() throws {
    let systemLibraries: Set = ["COneDNN", "CReadline", "CZlib", "CLZMA", "CKernels"]
    for target in try Repository.targets() where !systemLibraries.contains(target) {
      #expect(
        Repository.exists("Sources/\(target)/README.md"),
        "Sources/\(target) has no README.md: say what it is and what it may import")
    }
  }
}
