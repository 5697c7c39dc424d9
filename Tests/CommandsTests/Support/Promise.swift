import Commands
import Language

/// Compares results with what a command's card promises.
enum Promise {
  /// How a record differs from the fields that are promised; empty if it does not.
  ///
  /// Fields that are there "only for" something may be left out; what may be None says so.
  static func violations(_ record: Record, of fields: [ResultField]) -> [String] {
    let expected = fields.filter { record[$0.name] != nil || !$0.help.contains("only for ") }
    guard record.names == expected.map(\.name) else {
      return ["the fields are \(record.names), not \(expected.map(\.name))"]
    }
    return expected.flatMap { field in
      violations(
        record[field.name] ?? .none, of: field.type, mayBeNone: field.help.hasSuffix("or None")
      )
      .map { "\(field.name): \($0)" }
    }
  }

  private static func violations(
    _ value: Value, of type: ResultType, mayBeNone: Bool = false
  ) -> [String] {
    switch (type, value) {
    case (.integer, .integer), (.text, .string), (.flag, .bool), (.any, _): []
    case (.number, .number(let number)): number.isFinite ? [] : ["\(number) is not finite"]
    case (.record(let fields), .record(let record)): violations(record, of: fields)
    case (.list(let element), .list(let values)): values.flatMap { violations($0, of: element) }
    case (_, .none) where mayBeNone: []
    default: ["it is \(value.kindName), not: \(type.name)"]
    }
  }
}

extension Catalog {
  /// The names of the fields that a command promises.
  static func fields(of command: String) -> [String]? {
    catalog.registry[command]?.card.result.map(\.name)
  }
}
