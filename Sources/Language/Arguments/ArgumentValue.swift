/// A type that a command's argument can have.
///
/// `init(argument:)` of `canonicalText` (as a text value) must give the same value back.
public protocol ArgumentValue: Sendable, Equatable {
  /// What the type is called after "takes": "a whole number", "one of linear, random".
  static var typeName: String { get }
  /// What the type is called before a range: "a whole number" from 1 to 8.
  static var rangeName: String { get }
  /// What stands for a value in a usage line: `N`, `FILE`, `SHARE`.
  static var placeholder: String { get }
  /// All values, or the usual ones, as texts; empty where there is no list.
  static var candidates: [String] { get }
  /// What completion and the checker should know of it beyond its candidates.
  static var role: ArgumentRole { get }
  /// Takes a value: texts as typed, or numbers, lists and records from variables.
  ///
  /// - Throws: what would have been right.
  init(argument: Value) throws(ArgumentError)
  /// The text that gives this value when it is read again.
  var canonicalText: String { get }
  /// The file that a command with this argument reads or writes.
  var fileUse: FileUse? { get }
  /// The name that a command with this argument gives or calls.
  var nameUse: NameUse? { get }
  /// The kind of the names that values of the type give or call; nothing if they do neither.
  static var nameKind: String? { get }
}

extension ArgumentValue {
  /// By default the name of the type.
  public static var rangeName: String { typeName }
  /// By default the placeholder is `VALUE`.
  public static var placeholder: String { "VALUE" }
  /// By default nothing is proposed.
  public static var candidates: [String] { [] }
  /// By default there is nothing else to know.
  public static var role: ArgumentRole { .plain }
  /// By default no file is used.
  public var fileUse: FileUse? { nil }
  /// By default no name is used.
  public var nameUse: NameUse? { nil }
  /// By default values are no names.
  public static var nameKind: String? { nil }
}

/// What completion and the checker should know of an argument beyond its candidates.
public enum ArgumentRole: String, Sendable, Codable {
  /// Nothing.
  case plain
  /// It names a file that the command reads.
  case readsFile
  /// It names a file that the command writes.
  case writesFile
  /// It names layers by patterns.
  case layers
  /// It names a command.
  case command
}

/// A file that a command reads or writes.
public enum FileUse: Sendable, Equatable {
  /// It must be there when the command runs.
  case reads(String)
  /// It is there after the command ran.
  case writes(String)
}

/// Why a value does not fit an argument; whoever knows the argument's name and place makes a
/// diagnostic of it: "--epochs takes a whole number, not `ten`".
public struct ArgumentError: Error, Sendable, Equatable {
  /// What would have been right, after "takes"; the type's own name where missing.
  public var expected: String?
  /// The offending part, where it is not the whole.
  public var found: String?
  /// The UTF-8 offsets of the offending part in the argument's text, where it is not the whole.
  public var range: Range<Int>?
  /// The remedy.
  public var help: String?

  /// Makes an error.
  public init(
    expected: String? = nil, found: String? = nil, range: Range<Int>? = nil, help: String? = nil
  ) {
    self.expected = expected
    self.found = found
    self.range = range
    self.help = help
  }
}

/// An argument that is made of values with an order, which a range can bound.
public protocol BoundedArgument: ArgumentValue {
  /// The type of the bounds.
  associatedtype Bound: Comparable & ArgumentValue
  /// All the values that must lie in the range.
  var boundedValues: [Bound] { get }
}
