extension CommandCard {
  /// The command with placeholders: `train [--epochs N] [--nesterov] [FILE] [WORD]…`.
  public var usage: String {
    ([name] + options.map(\.usage) + positionals.map(\.usage)).joined(separator: " ")
  }
}

extension ParameterCard {
  /// The parameter with its placeholder, in brackets when it may be left out.
  public var usage: String {
    let plain =
      switch kind {
      case .positional, .rest: placeholder
      case .option: "--\(name) \(placeholder)"
      case .flag: "--\(name)"
      }
    return (isRequired ? plain : "[\(plain)]") + (kind == .rest ? "…" : "")
  }

  /// Its type, its default and its values, in a phrase behind the explanation.
  public var details: String {
    var details: [String] = []
    if kind != .flag, kind != .rest { details.append(typeName) }
    if kind == .rest { details.append("each \(typeName)") }
    if let defaultText, kind != .flag || defaultText == "true" {
      details.append("default \(Quoting.word(defaultText))")
    }
    return details.joined(separator: "; ")
  }
}
