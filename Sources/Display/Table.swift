/// Rows of text under headed columns, with a title above and footer rows (totals) below.
///
/// Rows may have fewer cells than there are columns; the rest is blank.
public struct Table: Sendable, Equatable {
  /// The side of a column on which its cells line up.
  public enum Alignment: Sendable, Equatable {
    /// For words. These columns are shortened when the table is too wide.
    case left
    /// For numbers. These columns are never shortened.
    case right
  }

  /// A column's heading and alignment.
  public struct Column: Sendable, Equatable {
    /// The heading; a line feed breaks it into several lines.
    public var title: String
    /// The side on which the cells and the heading line up.
    public var alignment: Alignment

    /// Makes a column.
    public init(_ title: String, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  /// The line above the table, if any.
  public var title: String?
  /// The columns from left to right.
  public var columns: [Column]
  /// The cells, a row at a time.
  public var rows: [[String]]
  /// Rows set off below the others, such as totals.
  public var footer: [[String]]

  /// Makes a table.
  public init(
    title: String? = nil, columns: [Column], rows: [[String]] = [], footer: [[String]] = []
  ) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }
}
