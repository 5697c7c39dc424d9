import DeepCompression
import Foundation
import SyntheticData
import Testing

@Suite struct ModelFileTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: SmallModel.allCases)
  func modelSurvivesBitForBit(kind: SmallModel) throws {
    let model = try kind.compressed()
    let path = folder.path("model.safetensors")
    let bytes = try ModelFile.write(model, to: path)
    #expect(try folder.bytes("model.safetensors").count == bytes)
    let read = try ModelFile.read(path)
    #expect(areSame(read.compressed, model))
    #expect(read.bytes == bytes)
    #expect(!read.isCompressed)
    _ = try ModelFile.write(read.compressed, to: folder.path("again"))
    #expect(try folder.bytes("again") == folder.bytes("model.safetensors"))
  }

  @Test func readingAndWritingCanBeStopped() throws {
    let model = try SmallModel.allCases[0].compressed()
    let path = folder.path("stopped.safetensors")
    #expect(throws: ModelFileError.self) {
      try ModelFile.write(model, to: path, isCancelled: { true })
    }
    #expect(!FileManager.default.fileExists(atPath: path))
    _ = try ModelFile.write(model, to: path)
    for limit in 0...3 {
      var asked = 0
      #expect(throws: ModelFileError.self, "\(limit)") {
        try ModelFile.read(path) {
          asked += 1
          return asked > limit
        }
      }
    }
  }

  @Test(arguments: SmallModel.allCases)
  func compressedFileIsKnownByItsContents(kind: SmallModel) throws {
    let model = try kind.compressed()
    let bytes = try model.encoded().bytes
    let read = try ModelFile.read(try folder.write("a.safetensors", bytes))
    #expect(areSame(read.compressed, model))
    #expect(read.bytes == bytes.count)
    #expect(read.isCompressed)
  }

  @Test func otherProgramsSeeOrdinaryArrays() throws {
    _ = try ModelFile.write(SmallModel.prunedAndShared.compressed(), to: folder.path("m"))
    let file = try SafetensorsFile(parsing: folder.bytes("m"))
    #expect(
      file.tensors.map { "\($0.name) \($0.elementType.rawValue) \($0.shape)" } == [
        "ip1.weight F32 [4, 6]", "ip1.weight.mask BOOL [4, 6]", "ip1.weight.codes U16 [4, 6]",
        "ip1.weight.codebook F32 [4]", "ip1.bias F32 [4]", "ip2.weight F32 [3, 4]",
        "ip2.weight.codes U16 [3, 4]", "ip2.weight.codebook F32 [2]", "ip2.bias F32 [3]",
      ])
    #expect(file["ip1.weight"]?.floats?.prefix(4) == [0.75, 0, 0, -0.625])
    #expect(
      file.metadata == [
        "dcsh.version": "1", "dcsh.network": "small", "dcsh.bits.ip1.weight": "3",
        "dcsh.bits.ip2.weight": "1", "dcsh.graph": GraphText.lines(try SmallModel.graph()),
      ])
  }

  // Damage

  @Test func everyTruncationIsRefused() throws {
    let bytes = try saved(.prunedAndShared)
    for count in 0..<bytes.count {
      #expect(throws: ModelFileError.self, "cut to \(count) bytes") {
        try ModelFile.read(Array(bytes.prefix(count)))
      }
    }
  }

  /// A changed weight cannot be told from another weight; everything else must be refused.
  @Test func everyFlippedBitGivesAnErrorOrAModelInOrder() throws {
    var bytes = try saved(.prunedAndShared)
    let original = try SmallModel.prunedAndShared.compressed()
    var refused = 0
    for bit in 0..<bytes.count * 8 {
      bytes[bit / 8] ^= 1 << (bit % 8)
      defer { bytes[bit / 8] ^= 1 << (bit % 8) }
      guard let model = try? ModelFile.read(bytes).compressed else {
        refused += 1
        continue
      }
      #expect(model.violations.isEmpty, "bit \(bit)")
      #expect(throws: Never.self, "bit \(bit)") { try model.model.requireFinite() }
      #expect(model.masks == original.masks, "bit \(bit)")
    }
    #expect(refused > bytes.count * 6)
  }

  private struct Damage: Sendable, CustomTestStringConvertible {
    let cause: String
    let place: String?
    let change: @Sendable (inout [String: NamedTensor], inout [String: String]) throws -> Void

    init(
      _ cause: String, at place: String?,
      _ change:
        @escaping @Sendable (inout [String: NamedTensor], inout [String: String]) throws
        -> Void
    ) {
      self.cause = cause
      self.place = place
      self.change = change
    }

    var testDescription: String { cause }
  }

  private static let damages: [Damage] = [
    Damage("1 of 24 values are NaN or infinite", at: "ip1.weight") { tensors, _ in
      tensors["ip1.weight"]?.setFloat(0, .nan)
    },
    Damage("1 of 3 values are NaN or infinite", at: "ip2.bias") { tensors, _ in
      tensors["ip2.bias"]?.setFloat(2, -.infinity)
    },
    Damage("is missing", at: "ip2.bias") { tensors, _ in tensors["ip2.bias"] = nil },
    Damage("has the shape [4], not 3", at: "ip2.bias") { tensors, _ in
      tensors["ip2.bias"] = NamedTensor(name: "ip2.bias", shape: [4], floats: [0, 0, 0, 0])
    },
    Damage("is not an array of float32", at: "ip2.bias") { tensors, _ in
      tensors["ip2.bias"]?.elementType = .int32
    },
    Damage("is not an array of truth values", at: "ip1.weight.mask") { tensors, _ in
      tensors["ip1.weight.mask"]?.bytes[23] = 2
    },
    Damage("is not an array of truth values", at: "ip1.weight.mask") { tensors, _ in
      tensors["ip1.weight.mask"]?.elementType = .uint8
    },
    Damage("has the shape [6, 4], not 4×6", at: "ip1.weight.mask") { tensors, _ in
      tensors["ip1.weight.mask"]?.shape = [6, 4]
    },
    Damage("the network has no such weight", at: "ip1.bias") { tensors, _ in
      tensors["ip1.bias.mask"] = NamedTensor(
        name: "ip1.bias.mask", elementType: .bool, shape: [4], bytes: [1, 1, 1, 1])
    },
    Damage("its values do not agree with its mask and codes", at: "ip1.weight") { tensors, _ in
      tensors["ip1.weight"]?.setFloat(0, 0.5)
    },
    Damage("its values do not agree with its mask and codes", at: "ip1.weight") { tensors, _ in
      tensors["ip1.weight"]?.setFloat(1, -0.0)
    },
    Damage("code 0 must be that of all pruned weights alone", at: "ip1.weight") { tensors, _ in
      tensors["ip1.weight.codes"]?.bytes[0] = 0
      tensors["ip1.weight"]?.setFloat(0, 0)
    },
    // Would give a weight that is pruned and not 0.
    Damage("code 0 must be that of all pruned weights alone", at: "ip1.weight") { tensors, _ in
      tensors["ip1.weight.codes"]?.bytes[2] = 1
      tensors["ip1.weight"]?.setFloat(1, 0.75)
    },
    Damage("belongs to no parameter of the network", at: "ip1.weight.masc") { tensors, _ in
      tensors["ip1.weight.mask"]?.name = "ip1.weight.masc"
    },
    Damage("the file is of another version than this program reads, which is 1", at: nil) {
      _, metadata in metadata["dcsh.version"] = "2"
    },
    Damage("code 2 has no shared weight", at: nil) { tensors, _ in
      tensors["ip2.weight.codes"]?.bytes[0] = 2
    },
    Damage("code 0 of a pruned layer must stand for 0", at: nil) { tensors, _ in
      tensors["ip1.weight.codebook"]?.setFloat(0, 1)
    },
    Damage("is missing", at: "ip2.weight.codes") { tensors, _ in
      tensors["ip2.weight.codes"] = nil
    },
    Damage("its codebook is not understood", at: "ip2.weight") { tensors, _ in
      tensors["ip2.weight.codes"]?.elementType = .int16
    },
    Damage("its codebook is not understood", at: "ip2.weight") { _, metadata in
      metadata["dcsh.bits.ip2.weight"] = nil
    },
    Damage("4 shared weights do not fit codes of 1 bits", at: nil) { _, metadata in
      metadata["dcsh.bits.ip1.weight"] = "1"
    },
    Damage("4 shared weights do not fit codes of 9223372036854775807 bits", at: nil) {
      _, metadata in metadata["dcsh.bits.ip1.weight"] = "9223372036854775807"
    },
    Damage("this is a safetensors file without a description of its network", at: nil) {
      _, metadata in metadata = [:]
    },
    Damage("has the shape [4, 6], not 40000000×6", at: "ip1.weight") { _, metadata in
      metadata["dcsh.graph"] = "input 1 2 3\nflatten: flatten\nip1: dense 6 40000000"
    },
    Damage("takes its input from `b`, which is no earlier layer", at: "ip1") { _, metadata in
      metadata["dcsh.graph"] = "input 6\nip1: dense 6 4 < b"
    },
  ]

  @Test(arguments: damages)
  private func contentsThatMakeNoModelAreRefused(damage: Damage) throws {
    let file = try SafetensorsFile(parsing: saved(.prunedAndShared))
    let names = file.tensors.map(\.name) + ["ip1.bias.mask"]
    var tensors = Dictionary(uniqueKeysWithValues: file.tensors.map { ($0.name, $0) })
    var metadata = file.metadata
    try damage.change(&tensors, &metadata)
    let damaged = try SafetensorsFile(
      tensors: names.compactMap { tensors[$0] }, metadata: metadata)
    let path = try folder.write("damaged", damaged.serialized())
    let error = try #require(throws: ModelFileError.self) { try ModelFile.read(path) }
    guard case .contents(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.message == damage.cause)
    #expect(cause.place == damage.place)
  }

  @Test(arguments: ["", "DC", "DCZ", "{}", "hello, world", "\u{8}\0\0\0\0\0\0\0{}      "])
  func otherFilesAreRefused(text: String) throws {
    let path = try folder.write("other", Array(text.utf8))
    #expect(throws: ModelFileError.self) { try ModelFile.read(path) }
  }

  // Writing

  @Test func valuesThatAreNoNumbersAreNotWritten() throws {
    var model = try SmallModel.model()
    try model.setParameter(
      "ip2.bias", try Tensor([0, .nan, .infinity], shape: Shape([3])))
    let error = try #require(throws: ModelFileError.self) {
      try ModelFile.write(CompressedModel(model), to: folder.path("m"))
    }
    guard case .contents(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.place == "ip2.bias")
    #expect(cause.message == "2 of 3 values are NaN or infinite")
    #expect(try folder.names.isEmpty)
  }

  @Test(arguments: [("missing", ENOENT), (".", EISDIR), ("file/below", ENOTDIR)])
  func pathsThatCannotBeReadAreNamed(name: String, code: Int32) throws {
    try folder.write("file", [1])
    let error = try #require(throws: ModelFileError.self) {
      try ModelFile.read(folder.path(name))
    }
    guard case .file(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.code == code)
    #expect(cause.path == folder.path(name))
  }

  @Test(arguments: [(".", EISDIR), ("file/below", ENOTDIR)])
  func pathsThatCannotBeWrittenAreNamed(name: String, code: Int32) throws {
    try folder.write("file", [1])
    let error = try #require(throws: ModelFileError.self) {
      try ModelFile.write(SmallModel.plain.compressed(), to: folder.path(name))
    }
    guard case .file(let cause) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(cause.code == code)
    #expect(try folder.names == ["file"])
  }

  // Golden

  /// Files that were written once must stay readable.
  @Test func committedFileIsReadAndWrittenTheSame() throws {
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../Goldens/models/pruned-and-shared.safetensors").standardizedFileURL
    let model = try SmallModel.prunedAndShared.compressed()
    if ProcessInfo.processInfo.environment["DCSH_UPDATE_GOLDENS"] != nil {
      _ = try ModelFile.write(model, to: golden.path)
    }
    #expect(areSame(try ModelFile.read(golden.path).compressed, model))
    #expect(
      try saved(.prunedAndShared) == [UInt8](Data(contentsOf: golden)),
      """
      models are written in another way than before. If that is wanted, keep this file as a golden \
      of the old way under another name, and run:
      DCSH_UPDATE_GOLDENS=1 swift test --filter ModelFileTests
      """)
  }

  private func saved(_ kind: SmallModel) throws -> [UInt8] {
    _ = try ModelFile.write(kind.compressed(), to: folder.path("saved"))
    return try folder.bytes("saved")
  }
}

extension NamedTensor {
  fileprivate mutating func setFloat(_ index: Int, _ value: Float) {
    for byte in 0..<4 {
      bytes[4 * index + byte] = UInt8(truncatingIfNeeded: value.bitPattern >> (8 * byte))
    }
  }
}
