import Language
import Testing

@Suite struct StatementCardsTests {
  @Test func theyObeyTheLaws() {
    #expect(CatalogLaws.violations(of: StatementCards.all) == [])
  }

  @Test func noStatementIsACommandByAccident() {
    for card in StatementCards.all {
      guard let example = card.examples.first else { continue }
      if case .command? = parse(example.code).statements.first?.kind {
        Issue.record("\(card.name) is parsed as a command")
      }
    }
  }
}
