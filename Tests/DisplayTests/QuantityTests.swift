import Display
import Testing

@Suite struct QuantityTests {
  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (266_610, "266,610"),
    (-1_234_567, "-1,234,567"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func counts(count: Int, text: String) {
    #expect(Quantity.count(count) == text)
  }

  @Test(arguments: [
    (0, "0 B"), (9_999, "9,999 B"), (10_000, "10.0 KB"), (26_412, "26.4 KB"),
    (99_949, "99.9 KB"), (99_951, "100 KB"), (675_763, "676 KB"), (999_499, "999 KB"),
    (999_500, "1.00 MB"), (1_066_440, "1.07 MB"), (47_040_016, "47.0 MB"),
    (Int.max, "9.22 EB"), (Int.min, "-9.22 EB"),
  ])
  func bytes(bytes: Int, text: String) {
    #expect(Quantity.bytes(bytes) == text)
  }

  @Test func exactBytes() {
    #expect(Quantity.exactBytes(26_412) == "26,412 B")
  }

  @Test func fractionsAndRatios() {
    #expect(Quantity.percent(0.0164) == "1.64%")
    #expect(Quantity.percent(0.08, digits: 0) == "8%")
    #expect(Quantity.percent(1, digits: 1) == "100.0%")
    #expect(Quantity.ratio(40.34) == "40.3×")
    #expect(Quantity.ratio(1_234.5, digits: 0) == "1,235×")
    #expect(Quantity.change(40.34) == "40.3× smaller" && Quantity.change(0.5) == "2.0× larger")
    #expect(Quantity.change(40.34, from: "27 B") == "40.3× smaller than 27 B")
    #expect(Quantity.change(0.4, from: "27 B") == "2.5× larger than 27 B")
    #expect(Quantity.change(1.01) == "as large" && Quantity.change(1, from: "x") == "as large as x")
  }

  @Test(arguments: [
    (0, "0.0 ms"), (0.0012, "1.2 ms"), (0.035, "35 ms"), (0.9994, "999 ms"), (0.9996, "1.0 s"),
    (4.2, "4.2 s"), (59.94, "59.9 s"), (59.96, "1 m 0 s"), (123, "2 m 3 s"),
    (3599.4, "59 m 59 s"), (3599.6, "1 h 0 m"), (3_725, "1 h 2 m"), (7_199, "2 h 0 m"),
    (360_000_000, "100,000 h 0 m"), (-123, "-2 m 3 s"), (.infinity, "inf s"), (.nan, "nan s"),
    (1e300, "1e+300 s"),
  ])
  func durations(seconds: Double, text: String) {
    #expect(Quantity.seconds(seconds) == text)
  }

  @Test func rates() {
    #expect(Quantity.perSecond(52_311.7, "images") == "52,312 images/s")
    #expect(Quantity.perSecond(1.42, "epochs") == "1.4 epochs/s")
  }

  /// 1.115, 0.285 and 1.005 are a little below the decimal that they were written as.
  @Test(arguments: [
    (1.115, 2, "1.11"), (0.285, 2, "0.28"), (1.005, 2, "1.00"), (0.125, 2, "0.13"),
    (-0.125, 2, "-0.13"), (0.5, 0, "1"), (2.5, 0, "3"), (-0.04, 1, "0.0"), (0.05, 3, "0.050"),
    (1234.5, 2, "1,234.50"), (0.1, 15, "0.100000000000000"), (7, -3, "7"), (1e300, 1, "1e+300"),
    (9_007_199_254_740_991, 0, "9,007,199,254,740,991"),
  ])
  func decimals(value: Double, digits: Int, text: String) {
    #expect(Quantity.decimal(value, digits: digits) == text)
  }

  @Test(arguments: [
    (0.03124, "0.0312"), (2.30258, "2.30"), (0, "0"), (1_234.5, "1,235"), (9.996, "10.0"),
    (1.234e-6, "1.23e-06"), (-9.999e-120, "-1.00e-119"), (1e22, "1.00e+22"),
    (.leastNonzeroMagnitude, "4.94e-324"), (.nan, "nan"), (-.infinity, "-inf"),
  ])
  func significantDigits(value: Double, text: String) {
    #expect(Quantity.significant(value) == text)
  }
}
