import DeepCompression
import Testing

/// The words that users choose are those of the engine.
@Suite struct EncodeChoicesTests {
  private var rig: Rig

  init() throws { rig = try Rig.furnished() }

  @Test mutating func everyWordIsTaken() throws {
    let path = rig.folder.path("a.dcz")
    for coder in CoderSelection.allCases.map(\.rawValue) {
      try rig.ok("encode \(path) --xz=false --coder \(coder)")
    }
    for codebook in CodebookPrecision.allCases.map(\.rawValue) {
      try rig.ok("encode \(path) --xz=false --codebook \(codebook)")
    }
    for biases in PlainPrecision.allCases.map(\.rawValue) {
      try rig.ok("encode \(path) --xz=false --biases \(biases)")
    }
  }
}
