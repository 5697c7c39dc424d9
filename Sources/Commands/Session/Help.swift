import Display
import Language
import Session

/// `help [TOPIC]`
struct Help: Command {
  var topic: [String] = []

  static let signature = Signature<Help>(
    "help", "Explain commands and the language.", chapter: Chapter.session,
    [.rest(\.topic, "topic", "a command, a chapter, or `language`; without it, all commands")],
    result: [ResultField("topic", .text, "what was asked for")],
    examples: [
      Example("help", shows: "all commands with a line each"),
      Example("help load data", shows: "everything about `load data`"),
    ])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    let name = topic.joined(separator: " ")
    let cards = session.catalog.registry.cards
    let page =
      name.isEmpty
      ? HelpPage.overview(of: cards) : try HelpPage.page(for: name, in: cards)
    return Output(["topic": .string(name)], display: page.display)
  }
}

extension HelpPage {
  /// The page as it is shown.
  var display: Display {
    var display = Display(text: title)
    for section in sections {
      if !section.heading.isEmpty { display.append(text: section.heading) }
      for paragraph in section.paragraphs {
        display.append(text: section.heading.isEmpty ? paragraph : "  \(paragraph)")
      }
      guard !section.rows.isEmpty else { continue }
      display.append(
        table: Table(
          columns: [.init(""), .init("")], rows: section.rows.map { ["  \($0.term)", $0.text] }))
    }
    return display
  }
}
