import Language
import Testing

@Suite struct ResultFieldTests {
  @Test func typesHaveNamesAndFields() {
    let fields = [ResultField("a", .integer, "x")]
    let types: [ResultType] = [
      .integer, .number, .text, .flag, .any, .record(fields), .list(.record(fields)),
      .list(.number),
    ]
    #expect(
      types.map(\.name) == [
        "integer", "number", "text", "flag", "any value", "record", "list of records",
        "list of numbers",
      ])
    #expect(types.map { $0.fields.count } == [0, 0, 0, 0, 0, 1, 1, 0])
  }
}
