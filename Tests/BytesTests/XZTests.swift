import Bytes
import Foundation
import Testing

@Suite struct XZTests {
  @Test func knownSizes() {
    #expect(xzSize(of: []) == 32)
    #expect(xzSize(of: Array("hello".utf8)) == 64)
  }

  @Test(
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xz"), "xz is not installed"))
  func equalsTheProgram() throws {
    // Some order, some noise, larger than the scratch buffer when compressed.
    var state: UInt32 = 1
    let bytes = (0..<200_000).map { index -> UInt8 in
      state = state &* 1_664_525 &+ 1_013_904_223
      return index % 3 == 0 ? 7 : UInt8(state >> 24)
    }
    let folder = try TemporaryFolder()
    try writeFileAtomically(bytes, to: folder.path("plain"))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xz")
    // Newer versions cut the file for several threads unless told otherwise.
    process.arguments = ["-9", "-T1", folder.path("plain")]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    #expect(xzSize(of: bytes) == (try readFile(folder.path("plain.xz"))).count)
  }
}
