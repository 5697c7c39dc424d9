import Foundation
import Testing

/// Whatever happens while a file is written, its path holds the old one or the new one.
@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct WritingTests {
  private let dcsh = Dcsh()

  private static let model = "load model lenet-300-100 --seed 1; prune; quantize --bits 4"

  private func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: dcsh.folder.url.appendingPathComponent(name))
  }

  private var leftovers: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: dcsh.folder.url.path)
        .filter { $0.hasPrefix(".dcsh-") }
    }
  }

  /// Killed at any moment.
  @Test func killedWhileItWrites() throws {
    let coders = ["rans", "huffman"]
    for coder in coders {
      _ = try dcsh.run("-c", "\(Self.model); encode \(coder).dcz --xz=false --coder \(coder)")
    }
    let versions = try coders.map { try bytes("\($0).dcz") }
    #expect(versions[0] != versions[1])
    let turns = (0..<500).map { "encode a.dcz --xz=false --coder \(coders[$0 % 2])" }
    let script = turns.joined(separator: "; ")
    for delay in [0, 3, 10, 17, 29, 40] as [UInt32] {
      let running = try dcsh.start(["-c", "\(Self.model); \(script)"])
      for _ in 0..<1000 where (try? bytes("a.dcz")) == nil { usleep(5_000) }
      usleep(delay * 1000)
      running.send(SIGKILL)
      _ = running.wait()
      #expect(versions.contains(try bytes("a.dcz")), "after \(delay) ms")
      // What was begun stays beside it.
      for name in try leftovers {
        try FileManager.default.removeItem(at: dcsh.folder.url.appendingPathComponent(name))
      }
    }
  }

  /// A limit of the size of files fails as a full disk does: in the middle of a write.
  @Test func noRoomForTheWholeFile() throws {
    let old = try dcsh.run("-c", "\(Self.model); encode a.dcz --xz=false --coder huffman")
    #expect(old.code == 0)
    let before = try bytes("a.dcz")
    // Blocks of 512 or 1,024 bytes; without a handler the signal would end the process.
    let ended = try dcsh.shell(
      "trap '' XFSZ; ulimit -f 8; exec \"$DCSH\" -c '\(Self.model); encode a.dcz --xz=false' >/dev/null"
    )
    #expect(ended.code == 1)
    #expect(try bytes("a.dcz") == before)
    #expect(try leftovers.isEmpty)
  }

  @Test func aFullDevice() throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let ended = try dcsh.run("-c", "\(Self.model); encode /dev/full --xz=false")
    #expect(ended.code == 1)
    #expect(ended.errors.contains("/dev/full"))
  }

  @Test func aFolderThatMayNotBeWritten() throws {
    _ = try dcsh.run("-c", "\(Self.model); encode sub/a.dcz --xz=false --coder huffman")
    let before = try bytes("sub/a.dcz")
    let isRoot = geteuid() == 0
    let line =
      "chmod 555 sub; \"$DCSH\" -c '\(Self.model); encode sub/a.dcz --xz=false'; code=$?; "
      + "chmod 755 sub; exit $code"
    let ended = try dcsh.shell(line)
    // Root may write everywhere.
    #expect(ended.code == (isRoot ? 0 : 1))
    let after = try bytes("sub/a.dcz")
    #expect((after == before) == !isRoot)
    #expect(
      try FileManager.default.contentsOfDirectory(
        atPath: dcsh.folder.url.appendingPathComponent("sub").path) == ["a.dcz"])
    // A file system that nobody may write to, where there is one.
    let system = try dcsh.run("-c", "\(Self.model); encode /proc/a.dcz --xz=false")
    #expect(system.code == 1)
  }
}
