import Foundation
import Networks
import Tensors
import Testing

@testable import Training

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

  @Test func scratchMemoryIsAsLargeAsTheLargestWish() throws {
    let scratch = ScratchMemory()
    #expect(scratch.ready() == nil)
    scratch.reserve(100)
    scratch.reserve(10)
    let first = try #require(scratch.ready())
    #expect(Int(bitPattern: first) % 64 == 0 && scratch.ready() == first)
    first.storeBytes(of: 7, toByteOffset: 92, as: Int.self)
    scratch.reserve(1 << 20)
    let second = try #require(scratch.ready())
    second.storeBytes(of: 7, toByteOffset: (1 << 20) - 8, as: Int.self)
    #expect(scratch.ready() == second)
  }

  @Test func aRefusalNamesTheCall() {
    #expect(throws: TrainingError.self) {
      // A tensor of a negative extent is none.
      try OneDNNLayout.any([2, -3])
    }
  }

  private static func pass() throws -> [UInt32] {
    OneDNN.prepareThread()
    var graph = Graph(inputShape: .vector(300))
    try graph.add("ip", Dense(inputs: 300, outputs: 10))
    let check = try ExecutorCheck(graph, rows: 64)
    try check.run()
    let gradients = check.gradients
    return check.executor.output.map(\.bitPattern)
      + gradients.layout.entries.flatMap { gradients.values($0).map(\.bitPattern) }
  }
}
