/// A field of the record that a command gives; its name is part of the contract with users.
public struct ResultField: Sendable, Equatable, Codable {
  /// The name.
  public var name: String
  /// What its value is.
  public var type: ResultType
  /// What it means, with its unit; a phrase without a full stop.
  public var help: String

  /// Declares a field.
  public init(_ name: String, _ type: ResultType, _ help: String) {
    self.name = name
    self.type = type
    self.help = help
  }
}

/// What the value of a result's field is.
public indirect enum ResultType: Sendable, Equatable, Codable {
  /// A whole number.
  case integer
  /// A number.
  case number
  /// A text.
  case text
  /// `True` or `False`.
  case flag
  /// A record with these fields.
  case record([ResultField])
  /// A list of such values.
  case list(ResultType)
  /// Anything, `None` included.
  case any

  /// What the reference calls it.
  public var name: String {
    switch self {
    case .integer: "integer"
    case .number: "number"
    case .text: "text"
    case .flag: "flag"
    case .record: "record"
    case .list(let element): "list of \(element.plural)"
    case .any: "any value"
    }
  }

  /// What the reference calls several of them.
  var plural: String {
    switch self {
    case .list(let element): "lists of \(element.plural)"
    case .any: "any values"
    case .integer, .number, .text, .flag, .record: name + "s"
    }
  }

  /// The fields of the record, or of each record of the list.
  public var fields: [ResultField] {
    switch self {
    case .record(let fields): fields
    case .list(let element): element.fields
    default: []
    }
  }
}
