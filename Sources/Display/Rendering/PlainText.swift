extension Display {
  /// The result as lines of text, without a line feed at the end.
  ///
  /// Text is taken as it is: lines are not broken. A table is set off by blank lines.
  ///
  /// - Parameters:
  ///   - width: the terminal columns that tables should fit, or nil for as many as they need.
  ///   - style: whether colour may be used.
  public func plainText(width: Int? = nil, style: TextStyle = .plain) -> String {
    var result = ""
    for (index, block) in blocks.enumerated() {
      if index > 0 {
        result += block.isTable || blocks[index - 1].isTable ? "\n\n" : "\n"
      }
      switch block {
      case .text(let text):
        result += TextWidth.visible(text, keeping: ["\n", "\t"])
      case .table(let table):
        result += table.plainText(width: width, style: style)
      }
    }
    return result
  }
}

extension Display.Block {
  fileprivate var isTable: Bool {
    if case .table = self { true } else { false }
  }
}
