/// Statements between braces, as in `network tiny { input 1x28x28; relu }`.
public struct Block: Sendable {
  /// The statements in order; where the text could not be parsed, invalid ones.
  public var statements: [Statement]
  /// From the opening brace to the closing one.
  public var span: SourceSpan

  /// The opening brace.
  public var opening: SourceSpan { span.part(0..<1) }
}
