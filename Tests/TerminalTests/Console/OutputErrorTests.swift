import Foundation
import Terminal
import Testing

@Suite struct OutputErrorTests {
  @Test func aClosedPipeIsQuiet() {
    #expect(OutputError.closed.diagnostic == nil)
    #expect(OutputError.closed.exitCode == 141)
  }

  @Test func aFullDiskIsToldInTheSystemsWords() {
    let error = OutputError.failed(ENOSPC)
    #expect(error.exitCode == 1)
    #expect(
      error.diagnostic?.message == "cannot write to standard output: no space left on device")
    #expect(error.diagnostic?.help != nil)
  }
}
