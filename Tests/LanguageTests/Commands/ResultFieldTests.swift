import Language
import Testing

@Suite struct ResultFieldTests {
  @Test func typesHaveNamesAndFields() {
    let fields = [ResultField("a", .integer, "x")]
    let types: [ResultType] = [
      .integer, .number, .text, .flag, .any, .record(fields), .list(.record(fields)),
      .list(.number), .list(.list(.integer)), .list(.any),
    ]
    #expect(
      types.map(\.name) == [
        "integer", "number", "text", "flag", "any value", "record", "list of records",
        "list of numbers", "list of lists of integers", "list of any values",
      ])
    #expect(types.map { $0.fields.count } == [0, 0, 0, 0, 0, 1, 1, 0, 0, 0])
  }
}
