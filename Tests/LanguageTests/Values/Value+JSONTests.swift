import Foundation
import Language
import Testing

@Suite struct ValueJSONTests {
  @Test(
    arguments: [
      (nil, "null"), (true, "true"), (-3, "-3"), (0.1, "0.1"), (1e-5, "1e-05"), (1e300, "1e+300"),
      (.number(.infinity), "null"), (.number(.nan), "null"), (.number(-0.0), "-0.0"),
      ("a\"b\\c\nd\te\u{1}\u{7F}é", "\"a\\\"b\\\\c\\nd\\te\\u0001\\u007fé\""),
      ([1, [], "x"], "[1,[],\"x\"]"), (["b": 1, "a": [:]], "{\"b\":1,\"a\":{}}"),
    ] as [(Value, String)])
  func json(value: Value, text: String) {
    #expect(value.json == text)
  }

  @Test func foundationReadsTheSameNumbers() throws {
    var bits: UInt64 = 0x9E37_79B9_7F4A_7C15
    var numbers: [Double] = [.leastNonzeroMagnitude, .greatestFiniteMagnitude, .pi, 0.1 + 0.2]
    for _ in 0..<500 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let number = Double(bitPattern: bits)
      if number.isFinite { numbers.append(number) }
    }
    let json = Value.list(numbers.map(Value.number)).json
    let read = try JSONDecoder().decode([Double].self, from: Data(json.utf8))
    #expect(read.map(\.bitPattern) == numbers.map(\.bitPattern))
  }

  @Test func foundationReadsTheSameText() throws {
    let text =
      String(String.UnicodeScalarView((0..<0x300).compactMap(Unicode.Scalar.init))) + "👩‍👧\u{2028}"
    let read = try JSONDecoder().decode(
      [String].self, from: Data(Value.list([.string(text)]).json.utf8))
    #expect(read == [text])
  }
}
