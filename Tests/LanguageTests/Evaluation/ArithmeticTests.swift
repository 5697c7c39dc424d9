import Language
import Testing

@Suite struct ArithmeticTests {
  @Test(
    arguments: [
      ("1 + 2", 3), ("1 + 2.0", 3.0), ("7 / 2", 3.5), ("6 / 2", 3.0), ("7 // 2", 3),
      ("-7 // 2", -4),
      ("7 // -2", -4), ("-7 // -2", 3), ("7 % 3", 1), ("-7 % 3", 2), ("7 % -3", -2), ("-6 % 3", 0),
      ("7.5 // 2", 3.0), ("-7.5 % 2", 0.5), ("2 ** 10", 1024), ("2 ** -1", 0.5), ("2.0 ** 3", 8.0),
      ("(-2) ** 3", -8), ("0 ** 0", 1), ("\"a\" + \"b\"", "ab"), ("[1] + [2]", [1, 2]),
      ("- 5", -5), ("+ 5", 5), ("-(2.5)", -2.5), ("1e308 * 10", .number(.infinity)),
      ("9223372036854775806 + 1", .integer(.max)), ("-9223372036854775808 % -1", 0),
      ("-9223372036854775808 // 1", .integer(.min)), ("(-2) ** 63", .integer(.min)),
      ("1 ** 9223372036854775807", 1), ("(-1) ** 9223372036854775807", -1),
    ] as [(String, Value)])
  func values(text: String, value: Value) throws {
    #expect(try evaluate(text) == value)
  }

  @Test(arguments: [
    "9223372036854775807 + 1", "-9223372036854775808 - 1", "9223372036854775807 * 2",
    "-(-9223372036854775808)", "-9223372036854775808 // -1", "2 ** 63", "10 ** 1000000000000",
    "abs(-9223372036854775808)", "sum([9223372036854775807, 1])",
  ])
  func overflowIsAnError(text: String) {
    #expect(failure(text) == "the result does not fit in 64 bits")
  }

  @Test(arguments: ["1 / 0", "1 // 0", "1 % 0", "1.5 / 0", "1.5 // 0.0", "1.5 % 0", "0 ** -1"])
  func divisionByZeroIsAnError(text: String) {
    #expect(failure(text) == "division by zero")
  }

  @Test(arguments: [
    ("1 + \"a\"", "`+` does not go with a whole number and a text"),
    ("[] * 2", "`*` does not go with a list and a whole number"),
    ("True + 1", "`+` does not go with a truth value and a whole number"),
    ("-\"a\"", "`-` needs a number, not a text"),
    ("None ** 2", "`**` needs numbers, not None and a whole number"),
  ])
  func kindsThatDoNotGo(text: String, message: String) {
    #expect(failure(text) == message)
  }

  /// Quotient and remainder belong together, as in Python, for every pair of signs.
  @Test func quotientAndRemainder() throws {
    for left in -9...9 {
      for right in -4...4 where right != 0 {
        let both = try evaluate("[(\(left)) // (\(right)), (\(left)) % (\(right))]")
        guard case .list(let values)? = both, case .integer(let quotient) = values[0],
          case .integer(let remainder) = values[1]
        else {
          Issue.record("not two integers")
          return
        }
        #expect(quotient * right + remainder == left)
        #expect(remainder == 0 || (remainder < 0) == (right < 0))
        #expect(abs(remainder) < abs(right))
      }
    }
  }
}
