import Interchange
import Testing

@Suite struct PrototxtMessageTests {
  @Test func fieldsOfANameComeInOrder() throws {
    let message = try PrototxtMessage(parsing: Array("a: 1 b: 2 a: 3".utf8))
    #expect(message["a"].map(\.value.integer) == [1, 3])
    #expect(message["c"].isEmpty)
    #expect(message["b"].first?.place == TextPlace(line: 1, column: 9))
  }

  @Test(
    arguments: [
      ("0", 0), ("17", 17), ("-17", -17), ("0x1F", 31), ("0X1f", 31), ("-0x10", -16), ("017", 15),
      ("9223372036854775807", Int.max), ("9223372036854775808", nil), ("1.0", nil), ("08", nil),
    ] as [(String, Int?)])
  func wholeNumbers(text: String, value: Int?) {
    #expect(PrototxtValue.number(text).integer == value)
  }

  @Test(
    arguments: [
      ("0.5", 0.5), (".5", 0.5), ("1.", 1), ("-1e-2", -0.01), ("1E+2", 100), ("2f", 2),
      ("2.5F", 2.5),
      ("3", 3), ("0x10", 16), ("1x", nil), ("1.2.3", nil), ("1e", nil), ("1e999", .infinity),
    ] as [(String, Float?)])
  func numbers(text: String, value: Float?) {
    #expect(PrototxtValue.number(text).float == value)
  }

  @Test func wordsThatAreNumbers() {
    #expect(PrototxtValue.word("inf").float == .infinity)
    #expect(PrototxtValue.word("-Infinity").float == -.infinity)
    #expect(PrototxtValue.word("nan").float?.isNaN == true)
    #expect(PrototxtValue.word("MAX").float == nil)
    #expect(PrototxtValue.string([49]).float == nil)
  }

  @Test func truths() {
    for word in ["true", "True", "t"] { #expect(PrototxtValue.word(word).flag == true) }
    for word in ["false", "False", "f"] { #expect(PrototxtValue.word(word).flag == false) }
    #expect(PrototxtValue.number("1").flag == true)
    #expect(PrototxtValue.number("0").flag == false)
    #expect(PrototxtValue.number("2").flag == nil)
    #expect(PrototxtValue.word("yes").flag == nil)
  }

  @Test func textIsValidUTF8() {
    #expect(PrototxtValue.string(Array("ä".utf8)).text == "ä")
    #expect(PrototxtValue.string([0xFF]).text == nil)
    #expect(PrototxtValue.word("a").text == nil)
  }
}
