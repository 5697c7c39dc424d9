import Tensors

/// A height and a width, in pixels.
public struct Extent2: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Number of rows.
  public let height: Int
  /// Number of columns.
  public let width: Int

  /// A square.
  public init(_ both: Int) {
    self.init(height: both, width: both)
  }

  /// A rectangle.
  public init(height: Int, width: Int) {
    self.height = height
    self.width = width
  }

  /// A square.
  public init(integerLiteral both: Int) {
    self.init(height: both, width: both)
  }

  /// Whether both are in this range.
  func isWithin(_ range: ClosedRange<Int>) -> Bool {
    range.contains(height) && range.contains(width)
  }
}

extension Extent2: CustomStringConvertible {
  /// The extents with a multiplication sign between them, such as `3×5`.
  public var description: String { "\(height)×\(width)" }
}

/// Rows and columns that are added around an image.
public struct Padding2: Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// Rows above.
  public let top: Int
  /// Columns to the left.
  public let left: Int
  /// Rows below.
  public let bottom: Int
  /// Columns to the right.
  public let right: Int

  /// The same on all four sides.
  public init(_ all: Int) {
    self.init(top: all, left: all, bottom: all, right: all)
  }

  /// Each side of its own.
  public init(top: Int, left: Int, bottom: Int, right: Int) {
    self.top = top
    self.left = left
    self.bottom = bottom
    self.right = right
  }

  /// The same on all four sides.
  public init(integerLiteral all: Int) {
    self.init(top: all, left: all, bottom: all, right: all)
  }

  /// Nothing is added.
  public static let none = Padding2(top: 0, left: 0, bottom: 0, right: 0)

  /// Whether all four are in this range.
  func isWithin(_ range: ClosedRange<Int>) -> Bool {
    range.contains(top) && range.contains(left) && range.contains(bottom) && range.contains(right)
  }
}

extension Padding2: CustomStringConvertible {
  /// The sides as top, left, bottom, right, such as `0,0,1,1`, or one number if all are equal.
  public var description: String {
    top == left && top == bottom && top == right ? "\(top)" : "\(top),\(left),\(bottom),\(right)"
  }
}

extension Shape {
  /// Channels and extents of an image.
  /// - Throws: `NetworkError` if this is none.
  public func image() throws(NetworkError) -> (channels: Int, extent: Extent2) {
    guard rank == 3 else {
      throw NetworkError("takes images (channels×height×width), but gets \(self)")
    }
    return (dimensions[0], Extent2(height: dimensions[1], width: dimensions[2]))
  }
}
