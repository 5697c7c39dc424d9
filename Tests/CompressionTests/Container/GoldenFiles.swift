import Bytes
import Compression
import EntropyCoding
import Foundation
import Networks
import Tensors

/// The files of Tests/Goldens/dcz and how they are made.
enum GoldenFiles {
  struct File {
    let name: String
    let bytes: [UInt8]
    /// What a good file holds.
    var model: CompressedModel?
  }

  /// `good` or `bad`, next to the folder of these tests.
  static func folder(_ kind: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Goldens/dcz/\(kind)")
  }

  /// One of each kind, made by today's writer.
  static func good() throws -> [File] {
    let options = EncodingOptions(
      coder: .huffman, indexBits: ["ip1": 3, "ip2": 2], measuresXZ: false)
    var files: [File] = []
    func add(_ name: String, _ model: CompressedModel) throws {
      files.append(File(name: name, bytes: try model.encoded(options).bytes, model: model))
    }
    var random = RandomSource(seed: 2016)
    let dense = CompressedModel(try TestModels.small(seed: 40))
    try add("dense", dense)
    var pruned = dense
    _ = try pruned.prune(keep: ["ip1": 0.3, "ip2": 0.5])
    try add("pruned", pruned)
    var shared = dense
    _ = try shared.quantize(
      bits: ["ip1": 3, "ip2": 1], initialization: .linear, random: &random)
    try add("shared", shared)
    var both = pruned
    _ = try both.quantize(bits: ["ip1": 2, "ip2": 2], initialization: .density, random: &random)
    try add("pruned-shared", both)
    var branched = CompressedModel(try TestModels.branched(seed: 35))
    _ = try branched.prune(keep: ["ip1": 0, "ip2": 1])
    _ = try branched.quantize(
      bits: ["ip1": 4, "dead": 2], initialization: .random, random: &random)
    try add("branched", branched)
    // A later version may add sections that this one skips.
    var optional = try FileBuilder(parsing: files[3].bytes)
    let note = FileBuilder.Section(kind: 200, contents: Array("a note".utf8))
    optional.sections.insert(note, at: 0)
    optional.sections.append(note)
    files.append(File(name: "optional-sections", bytes: optional.bytes, model: both))
    try files.append(contentsOf: goodLayers(dense, both))
    return files
  }

  /// Sections 4 and 5.
  private static func goodLayers(
    _ dense: CompressedModel, _ both: CompressedModel
  ) throws -> [File] {
    var files: [File] = []
    func add(
      _ name: String, _ model: CompressedModel, _ change: (inout EncodingOptions) -> Void
    ) throws {
      var options = EncodingOptions.form(.huffman)
      change(&options)
      let bytes = try model.encoded(options).bytes
      files.append(
        File(name: name, bytes: bytes, model: try CompressedModel(decoding: bytes)))
    }
    var random = RandomSource(seed: 2017)
    var shared = dense
    _ = try shared.quantize(bits: ["ip1": 3], initialization: .linear, random: &random)
    var pruned = dense
    _ = try pruned.prune(keep: ["ip1": 0.3])
    var images = CompressedModel(try TestModels.images())
    _ = try images.prune(keep: ["conv1": 0.5, "ip1": 0.2])
    _ = try images.quantize(
      bits: ["conv1": 4, "ip1": 3], initialization: .linear, iterations: 1, random: &random)
    try add("layer-float16", both) { ($0.parameters, $0.codebooks) = (.float16, .float16) }
    try add("layer-shared", shared) { $0.parameters = .float16 }
    try add("layer-pruned", pruned) { $0.parameters = .eightBits }
    try add("layer-fitted", images) { ($0.parameters, $0.codebooks) = (.eightBits, .fitted) }
    try add("layer-rans", images) { $0.coder = .rans }
    let chunks = ChunkedLayer(extents: [7, 3, 2, 3], rowsPerChunk: 3, density: 0.5, seed: 1)
    for (name, positions, codes)
      in [
        ("chunks-rans", RansGaps(), RansCodes()),
        ("chunks-adaptive", AdaptivePositions(), AdaptiveCodes()),
      ] as [(String, any PositionCoder, any CodeCoder)]
    {
      let bytes = chunks.file(positions: positions, codes: codes)
      files.append(File(name: name, bytes: bytes, model: try CompressedModel(decoding: bytes)))
    }
    try add("provenance", dense) {
      $0.parameters = .float16
      $0.provenance = Provenance(
        recipe: "load model small", seed: 7, data: Digest(of: []),
        metrics: [Provenance.Metric(name: "error", value: 0.5)], version: "0")
    }
    return files
  }

  /// Files that every version must refuse, each for one reason.
  static func bad() throws -> [File] {
    let whole = FileBuilder([
      NetworkFields().section, WeightFields().section,
      FileBuilder.Section(kind: 3, contents: FileBuilder.floats([7, 8])),
    ])
    func changed(_ change: (inout FileBuilder) -> Void) -> [UInt8] {
      var builder = whole
      change(&builder)
      return builder.bytes
    }
    func weight(_ change: (inout WeightFields) -> Void) -> [UInt8] {
      var fields = WeightFields()
      change(&fields)
      return changed { $0.sections[1] = fields.section }
    }
    var flipped = whole.bytes
    flipped[30] ^= 1
    return [
      File(name: "cut-off", bytes: Array(whole.bytes.dropLast(5))),
      File(name: "flipped-bit", bytes: flipped),
      File(name: "version-2", bytes: changed { $0.version = 2 }),
      File(name: "unknown-section", bytes: changed { $0.add(9, []) }),
      File(name: "two-networks", bytes: changed { $0.add(1, NetworkFields().section.contents) }),
      File(name: "no-biases", bytes: changed { $0.sections.removeLast() }),
      File(
        name: "position-outside",
        bytes: weight {
          ($0.indexBits, $0.indices) = ([3], FileBuilder.stream([1, 6], alphabet: 8))
        }),
      File(name: "unknown-coder", bytes: weight { $0.codes[0] = 7 }),
      File(name: "nan", bytes: weight { $0.codebook = FileBuilder.floats([.nan, 1]) }),
      File(
        name: "layer-form",
        bytes: changed { $0.sections[1] = FileBuilder.Section(kind: 4, contents: [0, 0]) }),
      File(
        name: "layer-coder",
        bytes: changed { $0.sections[1] = FileBuilder.Section(kind: 4, contents: [0, 1, 99]) }),
      File(name: "overlong-number", bytes: weight { $0.entries = [0x82, 0x00] }),
    ]
  }
}
