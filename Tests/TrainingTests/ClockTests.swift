import Testing
import Training

@Suite struct ClockTests {
  @Test func neverGoesBack() {
    let times = (0..<1000).map { _ in monotonicSeconds() }
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(times[0] > 0)
  }
}
