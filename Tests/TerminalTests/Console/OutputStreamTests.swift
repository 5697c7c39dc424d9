import Foundation
import Terminal
import Testing

@Suite struct OutputStreamTests {
  @Test func writesAll() throws {
    let stage = Stage()
    let text = String(repeating: "é", count: 100_000)
    try stage.console.output.write(text)
    #expect(stage.output == text)
  }

  @Test func aFullDiskIsAnError() {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    #expect(throws: OutputError.failed(ENOSPC)) { try OutputStream(descriptor).write("x") }
  }

  @Test func aReaderThatWentAwayIsAnError() {
    signal(SIGPIPE, SIG_IGN)
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    defer { close(ends[1]) }
    #expect(throws: OutputError.closed) { try OutputStream(ends[1]).write("x") }
  }

  @Test func waitsForAReaderWhenNonBlocking() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    let size = 1 << 20
    let reader = ends[0]
    let received = Counter()
    let thread = Thread {
      var chunk = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let got = read(reader, &chunk, chunk.count)
        if got <= 0 { return received.finish() }
        received.add(got)
      }
    }
    thread.start()
    try OutputStream(ends[1]).write(String(repeating: "x", count: size))
    close(ends[1])
    #expect(received.wait() == size)
    close(ends[0])
  }

  @Test func onlyATerminalHasAWidth() {
    let stage = Stage()
    #expect(stage.console.output.width == nil)
    let wide = OutputStream(
      stage.error, environment: Environment(["COLUMNS": "132"]), isTerminal: true)
    #expect(wide.width == 132)
    let nonsense = OutputStream(
      stage.error, environment: Environment(["COLUMNS": "-3"]), isTerminal: true)
    #expect(nonsense.width == 80)
  }

  @Test func aDumbTerminalIsNotRedrawn() {
    let dumb = OutputStream(2, environment: Environment(["TERM": "dumb"]), isTerminal: true)
    #expect(!dumb.canRedraw)
    let good = OutputStream(2, environment: Environment(["TERM": "xterm"]), isTerminal: true)
    #expect(good.canRedraw)
  }
}

/// Counts bytes in one thread for another.
private final class Counter: @unchecked Sendable {
  private let condition = NSCondition()
  private var count = 0
  private var isFinished = false

  func add(_ more: Int) { condition.withLock { count += more } }

  func finish() {
    condition.withLock {
      isFinished = true
      condition.signal()
    }
  }

  func wait() -> Int {
    condition.withLock {
      while !isFinished { condition.wait() }
      return count
    }
  }
}
