/// A page of help as a plain structure; the host turns it into text or HTML.
public struct HelpPage: Sendable, Equatable {
  /// A part of a page: paragraphs, then rows.
  public struct Section: Sendable, Equatable {
    /// What stands above it; empty for the first part.
    public var heading: String
    /// Paragraphs of running text.
    public var paragraphs: [String]
    /// Terms with explanations.
    public var rows: [Row]

    /// Makes a section.
    public init(_ heading: String, paragraphs: [String] = [], rows: [Row] = []) {
      self.heading = heading
      self.paragraphs = paragraphs
      self.rows = rows
    }
  }

  /// A term with its explanation.
  public struct Row: Sendable, Equatable {
    /// What is explained, as one would type it.
    public var term: String
    /// The explanation.
    public var text: String

    /// Makes a row.
    public init(_ term: String, _ text: String) {
      self.term = term
      self.text = text
    }
  }

  /// What the page is about: the name of a command or a topic.
  public var title: String
  /// The parts, in order.
  public var sections: [Section]

  /// Makes a page.
  public init(title: String, sections: [Section]) {
    self.title = title
    self.sections = sections
  }

  /// The page of a command: usage, words, options, result and examples.
  public init(_ card: CommandCard) {
    var sections = [
      Section("", paragraphs: [card.summary]), Section("Usage", paragraphs: [card.usage]),
    ]
    let discussion = card.discussion.split(separator: "\n\n").map(String.init)
    sections[0].paragraphs += discussion
    sections.append(Section("Words", rows: card.positionals.map(Self.row)))
    sections.append(Section("Options", rows: card.options.map(Self.row)))
    sections += Self.sections(ofBlock: card)
    sections.append(Section("Result", rows: Self.rows(card.result, path: "")))
    sections.append(Section("Examples", rows: card.examples.flatMap(Self.rows)))
    self.init(
      title: card.name, sections: sections.filter { !$0.paragraphs.isEmpty || !$0.rows.isEmpty })
  }

  /// An example, each of its lines in a row.
  private static func rows(_ example: Example) -> [Row] {
    let lines = example.code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.enumerated().map { Row(String($1), $0 == 0 ? example.shows : "") }
  }

  private static func row(_ parameter: ParameterCard) -> Row {
    let term =
      switch parameter.kind {
      case .positional, .label, .block: parameter.placeholder
      case .rest: "\(parameter.placeholder)…"
      case .option: "--\(parameter.name) \(parameter.placeholder)"
      case .flag: parameter.flagTerm
      }
    let details = parameter.details
    return Row(term, details.isEmpty ? parameter.help : "\(parameter.help) (\(details))")
  }

  /// Fields with those of the records inside them, as one would write them behind a variable.
  static func rows(_ fields: [ResultField], path: String) -> [Row] {
    fields.flatMap { field in
      let name = path + field.name
      let isList = if case .list = field.type { true } else { false }
      let inner = rows(field.type.fields, path: isList ? "\(name)[i]." : "\(name).")
      return [Row(name, "\(field.help) (\(field.type.name))")] + inner
    }
  }
}
