import Language
import Testing

@Suite struct ScalarArgumentsTests {
  @Test func wholeNumbers() throws {
    #expect(try Int(argument: "12") == 12 && Int(argument: 12) == 12)
    #expect(try Int(argument: 12.0) == 12 && Int(argument: "1e3") == 1000)
    #expect(try Int(argument: "27KiB") == 27_648 && Int(argument: "-3") == -3)
    for wrong: Value in ["ten", 1.5, "1.5", "", nil, true, [], "1e30", .number(.nan)] {
      #expect(throws: ArgumentError.self) { try Int(argument: wrong) }
    }
  }

  @Test func numbers() throws {
    #expect(try Double(argument: "1e-3") == 0.001 && Double(argument: 2) == 2)
    for wrong: Value in ["x", .number(.infinity), .number(.nan), [1], "1e999"] {
      #expect(throws: ArgumentError.self) { try Double(argument: wrong) }
    }
    #expect(Double(10).canonicalText == "10" && 0.1.canonicalText == "0.1")
  }

  @Test func anythingIsAText() throws {
    #expect(try String(argument: "a b") == "a b" && String(argument: 0.5) == "0.5")
    #expect(try String(argument: [1, "x"]) == "[1, \"x\"]")
  }

  @Test func truthValues() throws {
    #expect(try Bool(argument: "true") && Bool(argument: true) && Bool(argument: "on"))
    #expect(try !Bool(argument: "False") && !Bool(argument: "no"))
    #expect(throws: ArgumentError.self) { try Bool(argument: "maybe") }
    #expect(throws: ArgumentError.self) { try Bool(argument: 1) }
  }

  @Test func unknownUnitsAreExplained() {
    let error = #expect(throws: ArgumentError.self) { try Int(argument: "5Kib") }
    #expect(error?.help == "did you mean the unit KiB?")
    let large = #expect(throws: ArgumentError.self) { try Int(argument: "99999999999999999999") }
    #expect(large?.help == "the number does not fit in 64 bits")
  }

  @Test func canonicalTextsReadBack() throws {
    for value in [Int.min, -1, 0, .max] {
      #expect(try Int(argument: .string(value.canonicalText)) == value)
    }
    for value in [0.1, 1e22, -2.5e-300, 3, .greatestFiniteMagnitude] {
      #expect(try Double(argument: .string(value.canonicalText)) == value)
    }
  }
}
