import Language

extension FuzzEntry {
  /// A script: its tokens are its text, and what is wrong with it has a place in it.
  static let script = FuzzEntry(name: "script") { bytes throws(FuzzFailure) in
    let source = SourceText(name: "fuzz", bytes: bytes)
    let script = Parser.parse(source)
    guard script.tokens.map({ source.utf8[$0.range] }).joined().elementsEqual(source.utf8)
    else { throw FuzzFailure("the tokens are not the text") }
    let end = source.utf8.count
    for diagnostic in script.diagnostics {
      guard let span = diagnostic.span, span.range.upperBound <= end else {
        throw FuzzFailure("`\(diagnostic.message)` has no place in the text")
      }
    }
  }
}
