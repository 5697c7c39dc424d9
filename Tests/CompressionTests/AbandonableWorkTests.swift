import Compression
import Synchronization
import Testing

@Suite struct AbandonableWorkTests {
  private struct Odd: Error, Equatable {}

  @Test func resultsAndErrorsComeBack() throws {
    #expect(AbandonableWork.run(isCancelled: { false }) { _ in Result<Int, Never>.success(3) } == 3)
    #expect(throws: Odd.self) {
      try AbandonableWork.run(isCancelled: { false }) { _ in Result<Int, Odd>.failure(Odd()) }
    }
  }

  /// The caller does not wait, and the work is told.
  @Test func whatIsGivenUpEnds() {
    final class Flag: Sendable {
      let hasEnded = Atomic<Bool>(false)
    }
    let flag = Flag()
    let result = AbandonableWork.run(isCancelled: { true }) { isAbandoned in
      while !isAbandoned() {}
      flag.hasEnded.store(true, ordering: .releasing)
      return Result<Int, Never>.success(1)
    }
    #expect(result == nil)
    while !flag.hasEnded.load(ordering: .acquiring) {}
  }
}
