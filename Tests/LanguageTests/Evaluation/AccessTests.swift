import Language
import Testing

@Suite struct AccessTests {
  private let variables: [String: Value] = [
    "l": [10, 20, 30], "t": "añb", "r": ["alpha": 1, "b c": 2],
  ]

  @Test(
    arguments: [
      ("$l[0]", 10), ("$l[-1]", 30), ("$l[-3]", 10), ("$t[1]", "ñ"), ("$t[-1]", "b"),
      ("$r.alpha", 1),
      ("$r[\"b c\"]", 2),
    ] as [(String, Value)])
  func elements(text: String, value: Value) throws {
    #expect(try evaluate(text, variables) == value)
  }

  @Test(arguments: [
    ("$l[3]", "there is no element 3"), ("$l[-4]", "there is no element -4"),
    ("[][0]", "there is no element 0"),
    ("$l[9223372036854775807]", "there is no element 9223372036854775807"),
    ("$l[-9223372036854775808]", "there is no element -9223372036854775808"),
    ("$l[1.0]", "an index is a whole number, not a number"),
    ("$r[0]", "a field is named by a text, not a whole number"),
    ("$r.alpa", "there is no field `alpa`"), ("None[0]", "None has no elements"),
    ("$l.x", "a list has no field `x`"),
  ])
  func failures(text: String, message: String) {
    #expect(failure(text, variables) == message)
  }

  @Test func remedies() {
    var host = ToyHost(variables: variables)
    do { try host.run("$r.alpa") } catch { #expect(error.help == "did you mean alpha?") }
    do { try host.run("$r.zzzzz") } catch { #expect(error.help == "its fields are alpha, b c") }
    do { try host.run("$l[3]") } catch { #expect(error.help == "indices go from 0 to 2") }
  }
}
