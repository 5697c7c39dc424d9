import Foundation
import Testing

@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct OutputTests {
  private let dcsh = Dcsh()

  @Test func aReaderThatGoesAwayEndsItQuietly() throws {
    let lines = String(repeating: "echo line\n", count: 20_000)
    dcsh.folder.write("a.dc", lines)
    let ended = try dcsh.shell("{ \"$DCSH\" a.dc; echo $? >code; } | head -1")
    #expect(ended.output == "line\n")
    #expect(ended.errors == "")
    let code = dcsh.folder.url.appendingPathComponent("code")
    #expect(try String(contentsOf: code, encoding: .utf8) == "141\n")
  }

  @Test func aFullDiskIsAFailure() throws {
    for command in ["-c 'echo one'", "--json -c 'echo one'", "reference", "--help", "--version"] {
      let ended = try dcsh.shell("\"$DCSH\" \(command) >/dev/full")
      #expect(ended.code == 1)
      #expect(ended.errorCount == 1)
      #expect(ended.errors.contains("cannot write to standard output: no space left on device"))
    }
    #expect(try dcsh.shell("\"$DCSH\" -c 'x = 1' >/dev/full").code == 0)
  }

  @Test func closedStreamsAreNotMixedUpWithFiles() throws {
    let closedOutput = try dcsh.shell("\"$DCSH\" -c 'echo one' >&-")
    #expect(closedOutput.code == 1)
    #expect(closedOutput.errors.contains("cannot write to standard output"))
    let save = "load model lenet-300-100; save a.safetensors"
    #expect(try dcsh.shell("\"$DCSH\" --quiet -c '\(save)' >&- 2>&- <&-").code == 0)
    let plain = try dcsh.run("--quiet", "-c", save.replacingOccurrences(of: "a.", with: "b."))
    #expect(plain.code == 0)
    #expect(try dcsh.shell("cmp a.safetensors b.safetensors").code == 0)
    #expect(try dcsh.shell("\"$DCSH\" -c 'nonsense' 2>&-").code == 2)
    #expect(try dcsh.shell("\"$DCSH\" <&-").code == 0)
  }

  @Test func quietShowsOnlyDiagnostics() throws {
    let ended = try dcsh.run("--quiet", "-c", "echo one\neval")
    #expect(ended.code == 1)
    #expect(ended.output == "")
    #expect(ended.errorCount == 1)
  }

  @Test func colorIsForTerminalsOrForTheAsking() throws {
    #expect(!(try dcsh.run("-c", "nonsense").errors.contains("\u{1B}")))
    #expect(try dcsh.run("-c", "nonsense", "--color", "always").errors.contains("\u{1B}"))
  }

  @Test func aLogGetsALineForEachEpochAndNothingThatDrivesATerminal() throws {
    let images = dcsh.folder.writeImages(300)
    let script = "load data '\(images)'; load model lenet-300-100; train --epochs 3 --lr 0.01"
    let ended = try dcsh.run("-c", script)
    #expect(ended.code == 0)
    #expect(ended.errors.split(separator: "\n").count == 3)
    #expect(!ended.errors.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(try dcsh.run("--quiet", "-c", script).errors == "")
    let json = try dcsh.run("--json", "-c", script)
    #expect(json.objects?.count == 3)
    #expect(json.errors.split(separator: "\n").count == 3)
  }
}
