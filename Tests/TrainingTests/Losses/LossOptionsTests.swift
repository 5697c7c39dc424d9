import Testing
import Training

@Suite struct LossOptionsTests {
  @Test func theUsualSettings() {
    #expect(LossOptions.plain == LossOptions(labelSmoothing: 0, distillation: nil))
    #expect(Distillation() == Distillation(temperature: 4, weight: 0.7))
  }

  @Test func numbersOutsideTheirRangesAreRefused() throws {
    for options in [
      LossOptions.plain, LossOptions(labelSmoothing: 0.1),
      LossOptions(labelSmoothing: 0.99, distillation: Distillation()),
      LossOptions(distillation: Distillation(temperature: 0.5, weight: 0)),
      LossOptions(distillation: Distillation(temperature: 1, weight: 1)),
    ] {
      try options.requireValid()
    }
    for options in [
      LossOptions(labelSmoothing: -0.1), LossOptions(labelSmoothing: 1),
      LossOptions(labelSmoothing: .nan),
      LossOptions(distillation: Distillation(temperature: 0)),
      LossOptions(distillation: Distillation(temperature: .infinity)),
      LossOptions(distillation: Distillation(temperature: 1e300)),
      LossOptions(distillation: Distillation(temperature: 1e-300)),
      LossOptions(distillation: Distillation(temperature: .nan)),
      LossOptions(distillation: Distillation(weight: -0.1)),
      LossOptions(distillation: Distillation(weight: 1.1)),
      LossOptions(distillation: Distillation(weight: .nan)),
    ] {
      #expect(throws: TrainingError.self) { try options.requireValid() }
    }
  }
}
