/// The weights of a layer as rows: one row for each output, [rows, columns, height, width].
public struct LayerGeometry: Hashable, Sendable {
  /// Outputs.
  public let rows: Int
  /// Inputs of one output: in a grouped convolution those of its group.
  public let columns: Int
  /// The kernel's height, 1 for dense layers.
  public let kernelHeight: Int
  /// The kernel's width, 1 for dense layers.
  public let kernelWidth: Int

  /// Creates a geometry.
  ///
  /// No size is negative, and the product of all is an `Int`: whoever takes them from a file has
  /// checked that.
  public init(rows: Int, columns: Int, kernelHeight: Int = 1, kernelWidth: Int = 1) {
    precondition(
      rows >= 0 && columns >= 0 && kernelHeight >= 0 && kernelWidth >= 0, "negative sizes")
    self.rows = rows
    self.columns = columns
    self.kernelHeight = kernelHeight
    self.kernelWidth = kernelWidth
  }

  /// Weights of one row.
  public var rowCount: Int { columns * kernelHeight * kernelWidth }
  /// All weights.
  public var count: Int { rows * rowCount }
}
