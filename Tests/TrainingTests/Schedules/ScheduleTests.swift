import Foundation
import Testing
import Training

@Suite struct ScheduleTests {
  /// Factors of the steps of ten epochs of ten steps, and of the step after them.
  private func factors(_ schedule: Schedule, drops: Int = 0) -> [Double] {
    (0...100).map {
      schedule.factor(ScheduleTime(step: $0, stepsPerEpoch: 10, epochs: 10, drops: drops))
    }
  }

  @Test func aConstantRateStays() {
    #expect(factors(.constant).allSatisfy { $0 == 1 })
  }

  @Test func aCosineFallsFromOneToZero() {
    let factors = factors(.cosine)
    #expect(factors[0] == 1)
    #expect(abs(factors[50] - 0.5) < 1e-15)
    #expect(abs(factors[25] - 0.853_553_390_593_273_8) < 1e-15)
    #expect(factors[100] == 0)
    #expect(zip(factors, factors.dropFirst()).allSatisfy { $0 > $1 })
    // The last step of a training still moves.
    #expect(factors[99] > 0)
    #expect(Schedule.cosine.factor(ScheduleTime(step: 0, stepsPerEpoch: 0, epochs: 0)) == 1)
  }

  @Test func aCosineCountsAllStepsBitByBit() {
    for (step, perEpoch, epochs) in [(0, 7, 3), (5, 7, 3), (20, 7, 3), (123, 938, 40)] {
      let expected = 0.5 * (1 + cos(Double.pi * Double(step) / Double(perEpoch * epochs)))
      let time = ScheduleTime(step: step, stepsPerEpoch: perEpoch, epochs: epochs)
      #expect(Schedule.cosine.factor(time) == expected)
    }
  }

  @Test func aWarmupGrowsLinearlyToTheFullRate() {
    let factors = factors(Schedule(.constant, warmup: 2))
    for step in 0..<20 { #expect(abs(factors[step] - Double(step + 1) / 20) < 1e-15) }
    #expect(factors[19...].allSatisfy { $0 == 1 })
    // Half an epoch is five steps, a third of one three and a bit.
    #expect(self.factors(Schedule(.constant, warmup: 0.5))[..<6] == [0.2, 0.4, 0.6, 0.8, 1, 1])
    let third = self.factors(Schedule(.constant, warmup: 1.0 / 3))
    #expect(abs(third[0] - 0.3) < 1e-15 && third[3] == 1)
  }

  @Test func aCosineAfterAWarmupTakesTheRest() {
    let factors = factors(Schedule(.cosine, warmup: 2))
    for step in 0..<20 { #expect(abs(factors[step] - Double(step + 1) / 20) < 1e-15) }
    #expect(factors[20] == 1)
    #expect(abs(factors[60] - 0.5) < 1e-15)
    #expect(factors[100] == 0)
    // A warm-up longer than the training never gets to the wave.
    #expect(self.factors(Schedule(.cosine, warmup: 20))[100] == 101.0 / 200)
  }

  @Test func stepsFallAfterTheirEpochs() {
    let factors = factors(Schedule(.step(every: 3, factor: 0.5)))
    #expect(factors[29] == 1 && factors[30] == 0.5)
    #expect(factors[59] == 0.5 && factors[60] == 0.25)
    #expect(factors[90] == 0.125)
    let fine = self.factors(Schedule(.step(every: 0.5, factor: 0.5), warmup: 1))
    #expect(fine[4] == 0.5 && fine[5] == 0.5 * 0.6 && fine[10] == 0.25)
  }

  @Test func aPlateauFallsWithItsDrops() {
    let schedule = Schedule(.plateau(patience: 3, factor: 0.1), warmup: 1)
    #expect(factors(schedule)[99] == 1)
    #expect(abs(factors(schedule, drops: 2)[99] - 0.01) < 1e-15)
    #expect(abs(factors(schedule, drops: 2)[4] - 0.005) < 1e-15)
  }

  /// Numbers that were not checked give some factor and do not trap.
  @Test func strangeNumbersDoNotTrap() {
    let numbers = [-1, 0, .nan, .infinity, -.infinity, 1e-300, 1e300]
    let times = [-1, 0, 1, Int.max, .min].flatMap { n in
      [n, 1].map { ScheduleTime(step: n, stepsPerEpoch: $0, epochs: n, drops: n) }
    }
    for number in numbers {
      for shape in [
        Schedule.Shape.constant, .cosine, .step(every: number, factor: 0.5),
        .step(every: 1, factor: number), .plateau(patience: 0, factor: number),
      ] {
        for time in times { _ = Schedule(shape, warmup: number).factor(time) }
      }
    }
  }

  @Test func whatIsNoScheduleIsRefused() throws {
    for schedule in [
      Schedule.constant, .cosine, Schedule(.step(every: 0.5, factor: 1), warmup: 3),
      Schedule(.plateau(patience: 1, factor: 0.1)),
    ] {
      try schedule.requireValid()
    }
    for number in [-1, .nan, .infinity] {
      for schedule in [
        Schedule(.constant, warmup: number), Schedule(.step(every: number, factor: 0.5)),
        Schedule(.step(every: 1, factor: number)),
        Schedule(.plateau(patience: 1, factor: number)),
      ] {
        #expect(throws: TrainingError.self) { try schedule.requireValid() }
      }
    }
    for shape in [
      Schedule.Shape.step(every: 0, factor: 0.5), .step(every: 1, factor: 0),
      .step(every: 1, factor: 1.1), .plateau(patience: 0, factor: 0.5),
    ] {
      #expect(throws: TrainingError.self) { try Schedule(shape).requireValid() }
    }
  }

  @Test func namesAreStable() {
    let shapes: [Schedule.Shape] = [
      .constant, .cosine, .step(every: 1, factor: 0.1), .plateau(patience: 1, factor: 0.1),
    ]
    #expect(shapes.map(\.name) == Schedule.names)
    #expect(Schedule.names == ["constant", "cosine", "step", "plateau"])
    #expect(Schedule.constant == Schedule(.constant) && Schedule.cosine == Schedule(.cosine))
  }
}
