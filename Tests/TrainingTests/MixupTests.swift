import Foundation
import Tensors
import Testing
import Training

@Suite struct MixupTests {
  @Test func partnersAreAPermutationAndWeightsAtLeastHalf() {
    var random = RandomSource(seed: 1)
    for alpha in [0.05, 0.2, 1, 4] {
      let partners = Mixup(alpha: alpha).draw(count: 100, using: &random)
      #expect(partners.map(\.position).sorted() == Array(0..<100))
      #expect(partners.map(\.position) != Array(0..<100))
      #expect(partners.allSatisfy { $0.weight >= 0.5 && $0.weight <= 1 })
      #expect(Set(partners.map(\.weight)).count > 30)
    }
  }

  @Test func sameSeedSamePartners() {
    var (first, second) = (RandomSource(seed: 5), RandomSource(seed: 5))
    let mixup = Mixup(alpha: 0.3)
    #expect(mixup.draw(count: 50, using: &first) == mixup.draw(count: 50, using: &second))
    #expect(first == second)
    #expect(mixup.draw(count: 50, using: &first) != mixup.draw(count: 49, using: &second))
  }

  @Test func nothingIsDrawnWithoutMixtures() {
    let random = RandomSource(seed: 5)
    var same = random
    let partners = Mixup.none.draw(count: 3, using: &same)
    #expect(partners == (0..<3).map { MixupPartner(position: $0, weight: 1) })
    #expect(Mixup(alpha: 1).draw(count: 0, using: &same).isEmpty)
    #expect(Mixup(alpha: 1).draw(count: -4, using: &same).isEmpty)
    #expect(same == random)
    #expect(Mixup.none.isNone && Mixup(alpha: .nan).isNone && !Mixup(alpha: 0.1).isNone)
  }

  /// Moments of `Beta(α, α)`: mean ½, variance `1 / (4 (2α + 1))`, and the fourth about the mean
  /// `3 / (16 (2α + 1) (2α + 3))`.
  @Test(arguments: [0.1, 0.4, 0.9, 1, 1.5, 8]) func momentsOfTheDistribution(alpha: Double) {
    var random = RandomSource(seed: 6)
    let count = 20_000
    let values = (0..<count).map { _ in Mixup(alpha: alpha).beta(&random) }
    #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
    func moment(_ power: Double) -> Double {
      values.reduce(0) { $0 + pow($1 - 0.5, power) } / Double(count)
    }
    let variance = 1 / (4 * (2 * alpha + 1))
    let fourth = 3 / (16 * (2 * alpha + 1) * (2 * alpha + 3))
    #expect(abs(moment(1)) < 0.015)
    #expect(abs(moment(2) / variance - 1) < 0.04)
    #expect(abs(moment(4) / fourth - 1) < 0.08)
  }

  @Test func extremeParametersGiveNumbersToo() {
    var random = RandomSource(seed: 7)
    for alpha in [Double.leastNonzeroMagnitude, 1e-300, 1e-3, 1e9, 1e300, .infinity] {
      for _ in 0..<200 {
        let value = Mixup(alpha: alpha).beta(&random)
        #expect(value >= 0 && value <= 1)
      }
    }
  }

  @Test func whatIsNoParameterIsRefused() throws {
    for alpha in [0, 0.2, 100] { try Mixup(alpha: alpha).requireValid() }
    for alpha in [-0.1, .nan, .infinity] {
      #expect(throws: TrainingError.self) { try Mixup(alpha: alpha).requireValid() }
    }
  }
}
