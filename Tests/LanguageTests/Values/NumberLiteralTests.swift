import Language
import Testing

@Suite struct NumberLiteralTests {
  @Test(
    arguments: [
      ("0", 0), ("12", 12), ("-12", -12), ("+5", 5), ("60_000", 60_000), ("1.5", 1.5), (".5", 0.5),
      ("1.", 1.0), ("1e-3", 0.001), ("1E3", 1000.0), ("-2.5e+2", -250.0), ("8%", 0.08),
      ("0.1%", 0.001), ("100%", 1.0), ("1.64%", 0.0164), ("1e2%", 1.0), ("27KB", 27_000),
      ("27kB", 27_000), ("27KiB", 27_648), ("1.5KiB", 1536), ("1.1KB", 1100), ("2MB", 2_000_000),
      ("1MiB", 1_048_576), ("3GB", 3_000_000_000), ("1GiB", 1_073_741_824),
      ("1TiB", 1_099_511_627_776), ("7B", 7),
      ("90s", 90), ("5m", 300), ("2h", 7200), ("1.5h", 5400), ("250ms", 0.25), ("0.5s", 0.5),
      ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
    ] as [(String, Value)])
  func numbers(text: String, value: Value) throws {
    #expect(try NumberLiteral.parse(text) == value)
  }

  @Test(arguments: [
    "", "-", "ten", "--1", "1 2", "_1", "e3", ".", "nan", "inf", "Infinity", "%",
  ])
  func notNumbers(text: String) {
    #expect(throws: NumberLiteral.Problem.self) { try NumberLiteral.parse(text) }
  }

  @Test(arguments: [
    ("5parsec", "parsec"), ("1_", "_"), ("0x10", "x10"), ("1%%", "%%"), ("3 ", " "),
  ])
  func unknownUnits(text: String, unit: String) {
    #expect(throws: NumberLiteral.Problem.unknownUnit(unit)) { try NumberLiteral.parse(text) }
  }

  @Test(arguments: ["9223372036854775808", "9999999999GiB", "1e400", "1e999999999999999999999KB"])
  func tooLarge(text: String) {
    #expect(throws: NumberLiteral.Problem.self) { try NumberLiteral.parse(text) }
  }

  @Test func everyListedUnitWorks() throws {
    for unit in NumberLiteral.units { _ = try NumberLiteral.parse("3\(unit)") }
  }

  @Test func percentagesAreTheNearestNumber() throws {
    for thousandths in 0...3000 {
      let digits = "\(thousandths / 10).\(thousandths % 10)"
      let expected = Double("\(digits)e-2")
      #expect(try NumberLiteral.parse("\(digits)%").asDouble == expected)
    }
  }
}
