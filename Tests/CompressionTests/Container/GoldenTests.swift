import Bytes
import Compression
import Foundation
import Tensors
import Testing

/// Committed files: what was written once must be readable for ever, and today's writer must not
/// change by accident.
@Suite struct GoldenTests {
  private static let command = "DCSH_UPDATE_GOLDENS=1 swift test --filter GoldenTests"

  private func committed(_ kind: String, _ name: String) throws -> [UInt8] {
    let url = GoldenFiles.folder(kind).appending(path: "\(name).dcz")
    return [UInt8](try Data(contentsOf: url))
  }

  private func names(_ kind: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: GoldenFiles.folder(kind).path)
      .filter { $0.hasSuffix(".dcz") }.sorted()
  }

  private func update(_ kind: String, _ files: [GoldenFiles.File]) throws {
    guard ProcessInfo.processInfo.environment["DCSH_UPDATE_GOLDENS"] != nil else { return }
    let folder = GoldenFiles.folder(kind)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files {
      try Data(file.bytes).write(to: folder.appending(path: "\(file.name).dcz"))
    }
  }

  @Test func goodFilesAreWrittenAndReadAsEver() throws {
    let files = try GoldenFiles.good()
    try update("good", files)
    #expect(try names("good") == files.map { "\($0.name).dcz" }.sorted())
    for file in files {
      let bytes = try committed("good", file.name)
      #expect(
        bytes == file.bytes,
        "\(file.name).dcz is written differently; if that is meant: \(GoldenTests.command)")
      let model = try #require(file.model)
      let read = try CompressedModel(decoding: bytes)
      expectIdentical(read, model, file.name)
      expectIdentical(
        try CompressedFile(bytes).decompressedModel(threads: 2), model.model, file.name)
      expectAgrees(try EducationalDecoder(bytes), model, file.name)
    }
  }

  @Test func badFilesAreRefused() throws {
    let files = try GoldenFiles.bad()
    try update("bad", files)
    #expect(try names("bad") == files.map { "\($0.name).dcz" }.sorted())
    var causes: Set<String> = []
    for file in files {
      let bytes = try committed("bad", file.name)
      #expect(bytes == file.bytes, "\(file.name).dcz: \(GoldenTests.command)")
      let error = #expect(throws: FormatError.self) { try CompressedModel(decoding: bytes) }
      #expect(throws: EducationalDecoder.Failure.self) { try EducationalDecoder(bytes) }
      causes.insert(error?.message ?? "")
    }
    // Cut off and flipped are the same to a digest; every other file has its own reason.
    #expect(causes.count == files.count - 1)
  }

  @Test func theGoldensAreSmall() throws {
    let files = try GoldenFiles.good() + GoldenFiles.bad()
    #expect(files.reduce(0) { $0 + $1.bytes.count } < 8192)
  }
}
