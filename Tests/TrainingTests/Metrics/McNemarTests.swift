import Foundation
import Testing
import Training

@Suite struct McNemarTests {
  private func p(_ first: Int, _ second: Int) -> Double {
    McNemar(onlyFirst: first, onlySecond: second).pValue
  }

  @Test func knownValues() {
    #expect(p(0, 0) == 1)
    #expect(abs(p(0, 1) - 1) < 1e-12)
    #expect(abs(p(0, 5) - 0.0625) < 1e-15)
    #expect(abs(p(1, 9) - 22.0 / 1024) < 1e-15)
    #expect(p(7, 7) == 1)
    // 2 · 2⁻¹⁰⁰⁰
    #expect(abs(p(1000, 0) / (2 * pow(2.0, -1000)) - 1) < 1e-10)
    // Beyond the limit: (600 − 500 − 1)² / 1100.
    let large = McNemar(onlyFirst: 600, onlySecond: 500)
    #expect(!large.isExact)
    #expect(abs(large.pValue - erfc((99.0 * 99 / 1100 / 2).squareRoot())) < 1e-15)
    #expect(abs(large.pValue - 0.002_835) < 1e-5)
  }

  /// All answers of few examples, counted one by one.
  @Test func agreesWithCounting() {
    for count in 1...12 {
      for first in 0...count {
        let distance = abs(2 * first - count)
        let extreme = (0..<1 << count).count { abs(2 * $0.nonzeroBitCount - count) >= distance }
        #expect(abs(p(first, count - first) - Double(extreme) / Double(1 << count)) < 1e-12)
      }
    }
  }

  @Test func symmetricAndFalling() {
    for count in [10, 999, 1000, 1001, 5000] {
      var last = 1.1
      for first in stride(from: count / 2, through: 0, by: -max(1, count / 50)) {
        let value = p(first, count - first)
        #expect(value == p(count - first, first))
        #expect(value <= last && value >= 0 && value <= 1)
        last = value
      }
    }
  }

  @Test func theApproximationIsCloseToTheExactValue() {
    for first in [430, 460, 480, 495] {
      let test = McNemar(onlyFirst: first, onlySecond: 1000 - first)
      #expect(test.isExact)
      #expect(abs(test.approximateValue - test.pValue) < 0.001)
    }
  }

  @Test func answersAreComparedOneByOne() throws {
    let first = [true, true, false, false, true, false]
    let second = [true, false, true, false, false, false]
    #expect(try McNemar(first, second) == McNemar(onlyFirst: 2, onlySecond: 1))
    #expect(try McNemar([], []).pValue == 1)
    #expect(throws: TrainingError.self) { try McNemar([true], []) }
  }

  @Test func strangeNumbersDoNotTrap() {
    #expect(p(-5, .min) == 1)
    #expect(p(.max, .max) <= 1)
    #expect(p(.max, 0) == 0)
    #expect(p(1000, 1) < 1e-100)
  }
}
