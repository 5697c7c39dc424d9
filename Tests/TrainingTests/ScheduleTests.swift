import Testing
import Training

@Suite struct ScheduleTests {
  @Test func aConstantRateStays() {
    for step in [0, 1, 99, 1000] { #expect(Schedule.constant.factor(step: step, of: 100) == 1) }
  }

  @Test func aCosineFallsFromOneToZero() {
    let factors = (0...100).map { Schedule.cosine.factor(step: $0, of: 100) }
    #expect(factors[0] == 1)
    #expect(abs(factors[50] - 0.5) < 1e-15)
    #expect(abs(factors[25] - 0.853_553_390_593_273_8) < 1e-15)
    #expect(factors[100] == 0)
    #expect(zip(factors, factors.dropFirst()).allSatisfy { $0 > $1 })
    // The last step of a training still moves.
    #expect(factors[99] > 0)
    #expect(Schedule.cosine.factor(step: 0, of: 0) == 1)
  }

  @Test func namesAreStable() {
    #expect(Schedule.allCases.map(\.rawValue) == ["constant", "cosine"])
  }
}
