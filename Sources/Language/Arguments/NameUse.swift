/// A name that a command gives to something, or by which it calls something.
///
/// The checker follows names as it follows files: what is called must be there when the script
/// begins, or be named by an earlier command.
public enum NameUse: Sendable, Equatable {
  /// After the command something of this kind (`network`) has the name.
  case defines(kind: String, name: String)
  /// Something of this kind must have the name; or it is one of those that are always there, or
  /// the path of a file.
  case calls(kind: String, name: String, known: [String])

  /// What kind of thing it is, in one word.
  public var kind: String {
    switch self {
    case .defines(let kind, _), .calls(let kind, _, _): kind
    }
  }
}

/// The names there are before a script begins, by kind, such as `["network": ["tiny"]]`.
public typealias KnownNames = [String: [String]]

extension NameUse {
  /// That nothing has a name and that there is no such file either, with what was probably meant.
  public static func unknown(
    kind: String, name: String, known: [String], at span: SourceSpan? = nil
  ) -> Diagnostic {
    let near = Suggestion.nearest(to: name, in: known)
    let list = "\(kind)s: \(known.joined(separator: ", "))"
    return Diagnostic(
      "there is no \(kind) and no file `\(name.shortened)`", at: span,
      help: near.map { "did you mean \($0)?" } ?? list)
  }
}

/// What an argument means for the world outside its command.
enum ArgumentUse: Sendable, Equatable {
  /// It is a file.
  case file(FileUse)
  /// It is a name.
  case name(NameUse)
}

extension ArgumentValue {
  /// All that the argument means for the world outside its command.
  var uses: [ArgumentUse] {
    (fileUse.map { [.file($0)] } ?? []) + (nameUse.map { [.name($0)] } ?? [])
  }
}
