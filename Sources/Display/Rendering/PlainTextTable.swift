extension Table {
  /// The table as lines of text, without a line feed at the end and without trailing spaces.
  ///
  /// If it is too wide, its left-aligned columns are shortened evenly; right-aligned columns,
  /// which hold numbers, are not, even if the table then stays too wide.
  ///
  /// - Parameters:
  ///   - width: the terminal columns to fit, or nil for as many as are needed.
  ///   - style: whether colour may be used.
  public func plainText(width: Int? = nil, style: TextStyle = .plain) -> String {
    PlainTextTable(self, width: width, style: style).lines.joined(separator: "\n")
  }
}

/// A table on its way to lines of text.
private struct PlainTextTable {
  /// Between two columns.
  private static let gap = "  "
  /// No column is shortened below this.
  private static let narrowest = 6

  private(set) var lines: [String] = []
  private let style: TextStyle
  private let alignments: [Table.Alignment]
  private let widths: [Int]

  init(_ table: Table, width: Int?, style: TextStyle) {
    let headings = Self.headingRows(table.columns)
    let rows = table.rows.map { $0.map { TextWidth.visible($0) } }
    let footer = table.footer.map { $0.map { TextWidth.visible($0) } }
    let all = headings + rows + footer
    let count = max(table.columns.count, all.map(\.count).max() ?? 0)

    self.style = style
    alignments = (0..<count).map {
      $0 < table.columns.count ? table.columns[$0].alignment : .left
    }
    var natural = [Int](repeating: 0, count: count)
    for row in all {
      for (column, cell) in row.enumerated() {
        natural[column] = max(natural[column], TextWidth.of(cell))
      }
    }
    widths = Self.fit(natural, alignments, in: width)

    let total = widths.reduce(0, +) + Self.gap.count * max(count - 1, 0)
    let rule = style.apply(.rule, to: String(repeating: "─", count: total))
    if let title = table.title {
      lines.append(style.apply(.title, to: TextWidth.visible(title, keeping: ["\n"])))
    }
    if !headings.isEmpty {
      lines += headings.map { line($0, role: .heading) } + [rule]
    }
    lines += rows.map { line($0) }
    if !footer.isEmpty {
      lines += [rule] + footer.map { line($0) }
    }
  }

  /// The headings as rows, the last lines of all in the same row; none if all are blank.
  private static func headingRows(_ columns: [Table.Column]) -> [[String]] {
    guard columns.contains(where: { !$0.title.isEmpty }) else { return [] }
    let parts = columns.map { column in
      column.title.split(separator: "\n", omittingEmptySubsequences: false)
        .map { TextWidth.visible(String($0)) }
    }
    let height = parts.map(\.count).max() ?? 0
    return (0..<height).map { row in
      parts.map { part in
        let index = row - (height - part.count)
        return index < 0 ? "" : part[index]
      }
    }
  }

  /// The widths of the columns when the left-aligned ones are cut at the greatest common width
  /// at which the table fits.
  private static func fit(_ natural: [Int], _ alignments: [Table.Alignment], in width: Int?)
    -> [Int]
  {
    func capped(at cap: Int) -> [Int] {
      zip(natural, alignments).map { $0.1 == .right ? $0.0 : min($0.0, cap) }
    }
    guard let width else { return natural }
    let available = width - gap.count * max(natural.count - 1, 0)
    var low = narrowest
    var high = max(natural.max() ?? 0, narrowest)
    while low < high {
      let middle = high - (high - low) / 2
      if capped(at: middle).reduce(0, +) <= available { low = middle } else { high = middle - 1 }
    }
    return capped(at: low)
  }

  /// A row with its cells cut, aligned and joined. Colour is put on last, so it takes no width.
  private func line(_ row: [String], role: TextStyle.Role? = nil) -> String {
    var result = ""
    var owed = 0  // spaces to write before the next thing that is not one
    for column in widths.indices {
      let cell = column < row.count ? TextWidth.cut(row[column], to: widths[column]) : ""
      let padding = widths[column] - TextWidth.of(cell)
      if column > 0 { owed += Self.gap.count }
      if alignments[column] == .right { owed += padding }
      if !cell.isEmpty {
        result += String(repeating: " ", count: owed)
        result += role.map { style.apply($0, to: cell) } ?? cell
        owed = 0
      }
      if alignments[column] == .left { owed += padding }
    }
    return result
  }
}
