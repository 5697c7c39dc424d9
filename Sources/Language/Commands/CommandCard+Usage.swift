extension CommandCard {
  /// The command with placeholders, as people type it: `train [FILE] [--epochs N] [--nesterov]`.
  public var usage: String {
    let words = [name] + (positionals + options + blocks).map(\.usage)
    return words.joined(separator: " ")
  }
}

extension ParameterCard {
  /// The parameter with its placeholder, in brackets when it may be left out.
  public var usage: String {
    let plain =
      switch kind {
      case .label, .positional, .rest, .block: placeholder
      case .option: "--\(name) \(placeholder)"
      case .flag: flagTerm
      }
    return (isRequired ? plain : "[\(plain)]") + (kind == .rest ? "…" : "")
  }

  /// A flag as it is worth writing: one that is on already can only be turned off.
  var flagTerm: String { defaultText == "true" ? "--\(name)=false" : "--\(name)" }

  /// Its type, its default and its values, in a phrase behind the explanation.
  public var details: String {
    var details: [String] = []
    if kind != .flag, kind != .rest { details.append(typeName) }
    if kind == .rest { details.append("each \(typeName)") }
    if let defaultText, !defaultText.isEmpty, kind != .flag || defaultText == "true" {
      details.append("default \(Quoting.word(defaultText))")
    }
    return details.joined(separator: "; ")
  }
}
