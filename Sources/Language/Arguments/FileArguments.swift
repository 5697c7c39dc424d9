/// The path of a file that a command reads; the checker looks whether it is there.
public struct InputFile: ArgumentValue, ExpressibleByStringLiteral {
  /// The path as written.
  public var path: String

  /// Makes an input path.
  public init(_ path: String) { self.path = path }
  /// A path written in code.
  public init(stringLiteral value: String) { path = value }

  /// Paths.
  public static var typeName: String { "the path of a file" }
  /// `FILE`.
  public static var placeholder: String { "FILE" }
  /// It is read.
  public static var role: ArgumentRole { .readsFile }
  /// Takes a text that is not empty.
  public init(argument: Value) throws(ArgumentError) { path = try filePath(argument) }
  /// The path.
  public var canonicalText: String { path }
  /// The command reads it.
  public var fileUse: FileUse? { .reads(path) }
}

/// The path of a file that a command writes.
public struct OutputFile: ArgumentValue, ExpressibleByStringLiteral {
  /// The path as written.
  public var path: String

  /// Makes an output path.
  public init(_ path: String) { self.path = path }
  /// A path written in code.
  public init(stringLiteral value: String) { path = value }

  /// Paths.
  public static var typeName: String { "the path of a file to write" }
  /// `FILE`.
  public static var placeholder: String { "FILE" }
  /// It is written.
  public static var role: ArgumentRole { .writesFile }
  /// Takes a text that is not empty.
  public init(argument: Value) throws(ArgumentError) { path = try filePath(argument) }
  /// The path.
  public var canonicalText: String { path }
  /// The command writes it.
  public var fileUse: FileUse? { .writes(path) }
}

private func filePath(_ argument: Value) throws(ArgumentError) -> String {
  switch argument {
  case .string(let path):
    guard !path.isEmpty, !path.utf8.contains(0) else { throw ArgumentError() }
    return path
  case .integer, .number: return argument.displayText
  default: throw ArgumentError()
  }
}
