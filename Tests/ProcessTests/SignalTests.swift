import Foundation
import Testing

@Suite(.enabled(if: Dcsh.path != nil, Dcsh.missing)) struct SignalTests {
  private let dcsh = Dcsh()

  /// Starts a training that would take hours, and waits until it is at it.
  private func training(_ more: String = "", options: [String] = []) throws -> Dcsh.Running {
    let images = dcsh.folder.writeImages()
    let script = "load data '\(images)'; load model lenet-300-100; train --epochs 100000\(more)"
    let running = try dcsh.start(options + ["-c", script])
    try #require(running.waitForError("epoch 1 "))
    return running
  }

  @Test func ctrlCCancelsAScript() throws {
    let running = try training("; echo after", options: ["--keep-going"])
    running.send(SIGINT)
    let ended = running.wait()
    #expect(ended.code == 130)
    #expect(ended.errors.contains("error: interrupted"))
    #expect(!ended.output.contains("after"))
  }

  @Test func ctrlCIsInTheObjectOfItsStatement() throws {
    let running = try training(options: ["--json"])
    running.send(SIGINT)
    let ended = running.wait()
    #expect(ended.code == 130)
    let object = ended.objects?.last
    #expect(object?["command"] as? String == "train" || object?["status"] as? String == "error")
    let diagnostics = object?["diagnostics"] as? [[String: Any]]
    #expect(diagnostics?.first?["kind"] as? String == "interruption")
  }

  @Test(arguments: [SIGTERM, SIGHUP])
  func askedToEndItEnds(signal: Int32) throws {
    let running = try training()
    running.send(signal)
    #expect(running.wait().code == 128 + signal)
  }

  @Test func anIgnoredSignalStaysIgnored() throws {
    let images = dcsh.folder.writeImages()
    let script = "load data '\(images)'; load model lenet-300-100; train --epochs 100000"
    let running = try dcsh.start(
      ["-c", "trap '' HUP; exec \"$DCSH\" -c \"$0\"", script], program: "/bin/sh")
    try #require(running.waitForError("epoch 1 "))
    running.send(SIGHUP)
    #expect(running.waitForError("epoch 3 "))
    running.send(SIGTERM)
    #expect(running.wait().code == 143)
  }

  @Test func aScriptThatIsStillBeingReadEndsAtOnce() throws {
    // Nobody ever writes into the pipe.
    let running = try dcsh.start(
      ["-c", "mkfifo pipe; exec 3<>pipe; echo ready >&2; exec \"$DCSH\" <&3"], program: "/bin/sh")
    try #require(running.waitForError("ready"))
    usleep(300_000)
    running.send(SIGINT)
    let code = running.wait().code
    // Killed by the signal, if it came before dcsh had begun to look for it.
    #expect(code == 130 || code == -SIGINT)
  }
}
