import Language
import Testing

@Suite struct ReferenceTests {
  @Test func aCommandInMarkdown() {
    let text = Reference.markdown([Quantize.signature.card], title: "Commands")
    #expect(
      text == #"""
        # Commands

        ## Compression

        ### quantize

        Share the weights.

        ```
        quantize [--bits N|LAYER=N,…] [--init linear|density|random]
        ```

        | argument | meaning | type | default |
        |---|---|---|---|
        | `[--bits N\|LAYER=N,…]` | bits per code | a whole number from 1 to 8, or PATTERN=VALUE,… by layer | `5` |
        | `[--init linear\|density\|random]` | how the centroids begin | one of linear, density, random | `linear` |

        Example: the clusters of each layer.

        ```
        quantize --bits conv*=8,ip*=5
        ```

        """#)
  }

  @Test func everyCommandOptionAndFieldIsThere() {
    let text = Reference.markdown(Toy.registry.cards)
    for card in Toy.registry.cards {
      #expect(text.contains("### \(card.name)\n"))
      for option in card.options { #expect(text.contains("--\(option.name)")) }
      for field in card.result { #expect(text.contains("| `\(field.name)` |")) }
    }
  }

  @Test func wordsOfABlockFollowTheirCommand() {
    let text = Reference.markdown([Route.signature.card, Walk.signature.card])
    let headings = text.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(
      headings == [
        "# Command reference", "## Walking", "### route", "#### go", "#### rest", "### walk",
      ])
    #expect(text.contains("| `{ STEP… }` | what to do, in order | steps |  |"))
    #expect(text.contains("| `[NAME]` | what to call it | a text |  |"))
  }

  @Test func textCannotBreakATable() {
    var card = Prune.signature.card
    card.parameters[0].help = "a|b <i> *c*"
    #expect(Reference.markdown([card]).contains(#"| a\|b \<i\> \*c\* |"#))
    card.parameters[0].help = "`a|b` and `*c*`, <d>"
    #expect(Reference.markdown([card]).contains(#"| `a\|b` and `*c*`, \<d\> |"#))
    card.parameters[0].help = "one ` alone"
    #expect(Reference.markdown([card]).contains(#"| one \` alone |"#))
  }
}
