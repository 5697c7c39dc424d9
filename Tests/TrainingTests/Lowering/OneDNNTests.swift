import Foundation
import Networks
import Tensors
import Testing
import Training

@Suite struct OneDNNTests {
  @Test func namesItsVersionAndInstructionSet() {
    #expect(OneDNN.version.hasPrefix("2.") || OneDNN.version.hasPrefix("3."))
    #expect(OneDNN.version.split(separator: ".").count == 3)
    #expect(["avx2", "avx", "sse41", "native"].contains(OneDNN.instructionSet))
  }

  /// A product of these extents is cut differently by one thread and by two: with two, other bits.
  @Test func preparedThreadsComputeTheSameBits() async throws {
    let here = try OneDNNTests.pass()
    for _ in 0..<3 { #expect(try OneDNNTests.pass() == here) }
    let elsewhere = try await withCheckedThrowingContinuation { continuation in
      let thread = Thread { continuation.resume(with: Result { try OneDNNTests.pass() }) }
      thread.stackSize = 8 << 20
      thread.start()
    }
    #expect(here == elsewhere)
  }

  private static func pass() throws -> [UInt32] {
    OneDNN.prepareThread()
    let comparison = try ExecutorComparison(try TestGraphs.linear(300, 10), rows: 64)
    let executor = comparison.executor
    try executor.forward()
    _ = try executor.lossSum()
    try executor.seedGradient(scale: 1)
    try executor.backward()
    let gradients = comparison.gradients
    return executor.output.map(\.bitPattern)
      + gradients.layout.entries.flatMap { gradients.values($0).map(\.bitPattern) }
  }
}
