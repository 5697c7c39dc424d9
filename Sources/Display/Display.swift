/// A result to be shown: text and tables, in reading order.
public struct Display: Sendable, Equatable {
  /// One piece of a result.
  public enum Block: Sendable, Equatable {
    /// Lines of text, shown as they are.
    case text(String)
    /// A table, laid out by whoever renders it.
    case table(Table)
  }

  /// The pieces, in reading order.
  public var blocks: [Block]

  /// Makes a result of several pieces; of none, which shows nothing, by default.
  public init(_ blocks: [Block] = []) {
    self.blocks = blocks
  }

  /// Makes a result of one text.
  public init(text: String) {
    self.init([.text(text)])
  }

  /// Makes a result of one table.
  public init(table: Table) {
    self.init([.table(table)])
  }

  /// Adds a text at the end.
  public mutating func append(text: String) {
    blocks.append(.text(text))
  }

  /// Adds a table at the end.
  public mutating func append(table: Table) {
    blocks.append(.table(table))
  }

  /// Adds the pieces of another result at the end.
  public mutating func append(_ other: Display) {
    blocks += other.blocks
  }
}
