/// A stretch of a source: which words a diagnostic, a statement or a value is about.
public struct SourceSpan: Sendable, Equatable {
  /// The source that the offsets count in.
  public var source: SourceText
  /// UTF-8 offsets, always inside the source.
  public var range: Range<Int>

  init(source: SourceText, range: Range<Int>) {
    self.source = source
    self.range = range
  }

  /// The words themselves.
  public var text: String { source.text(in: range) }

  /// Where the span begins.
  public var start: SourcePosition { source.position(at: range.lowerBound) }

  /// Where the span ends; the column is the one after its last character.
  public var end: SourcePosition { source.position(at: range.upperBound) }

  /// The smallest span that holds this one and another of the same source.
  public func joined(with other: SourceSpan) -> SourceSpan {
    let low = min(range.lowerBound, other.range.lowerBound)
    let high = max(range.upperBound, other.range.upperBound)
    return source.span(low..<high)
  }

  /// The part of the span given by UTF-8 offsets relative to its beginning.
  public func part(_ part: Range<Int>) -> SourceSpan {
    let low = range.lowerBound + min(max(part.lowerBound, 0), range.count)
    let high = range.lowerBound + min(max(part.upperBound, 0), range.count)
    return source.span(low..<high)
  }
}
