/// A script or a typed line, together with what is needed to say where something stands in it.
///
/// Offsets count UTF-8 bytes from zero; lines and columns count from one, columns in characters
/// as a reader sees them.
public final class SourceText: Sendable {
  /// What stands before `:line:column` in a diagnostic, usually a path.
  public let name: String
  /// The whole text.
  public let text: String
  /// The text as UTF-8; offsets index into this.
  public let utf8: [UInt8]
  /// The offset of the first byte that is not UTF-8, when the text came from such bytes.
  public let firstInvalidByte: Int?
  private let lineStarts: [Int]

  private init(name: String, text: String, utf8: [UInt8], firstInvalidByte: Int?) {
    self.name = name
    self.text = text
    self.utf8 = utf8
    self.firstInvalidByte = firstInvalidByte
    var starts = [0]
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
  }

  /// Makes a source of a text.
  public convenience init(name: String, text: String) {
    self.init(name: name, text: text, utf8: Array(text.utf8), firstInvalidByte: nil)
  }

  /// Makes a source of the bytes of a file; what is not UTF-8 is replaced by U+FFFD and noted in
  /// `firstInvalidByte`, so that the parser can refuse it with a place.
  public convenience init(name: String, bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let utf8 = Array(text.utf8)
    var invalid: Int?
    if utf8 != bytes {
      invalid = zip(utf8, bytes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      invalid = invalid ?? min(utf8.count, bytes.count)
    }
    self.init(name: name, text: text, utf8: utf8, firstInvalidByte: invalid)
  }

  /// The number of lines; a text that ends in a newline has a last, empty line.
  public var lineCount: Int { lineStarts.count }

  /// Where an offset stands; one beyond the end is taken as the end.
  public func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), utf8.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = utf8[lineStarts[low]..<offset]
    let isPlain = before.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "\r") }
    let column = isPlain ? before.count : String(decoding: before, as: UTF8.self).count
    return SourcePosition(line: low + 1, column: column + 1)
  }

  /// The UTF-8 offsets of a line (counted from one) without its end-of-line characters; empty
  /// for a line that does not exist.
  public func lineRange(_ line: Int) -> Range<Int> {
    guard line >= 1, line <= lineStarts.count else { return utf8.count..<utf8.count }
    let start = lineStarts[line - 1]
    guard line < lineStarts.count else { return start..<utf8.count }
    var end = lineStarts[line] - 1
    if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// The text of a line (counted from one) without its end-of-line characters.
  public func line(_ line: Int) -> String { text(in: lineRange(line)) }

  /// The text between two offsets, clamped to the source.
  public func text(in range: Range<Int>) -> String {
    String(decoding: utf8[range.clamped(to: 0..<utf8.count)], as: UTF8.self)
  }

  /// A span of this source, clamped to it.
  public func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(source: self, range: range.clamped(to: 0..<utf8.count))
  }
}

extension SourceText: Equatable {
  /// Two sources are the same when their names and texts are.
  public static func == (left: SourceText, right: SourceText) -> Bool {
    left === right || (left.name == right.name && left.utf8 == right.utf8)
  }
}

/// A line and a column, both counted from one; the column counts characters.
public struct SourcePosition: Sendable, Hashable {
  /// The line, from one.
  public var line: Int
  /// The column, from one, in characters.
  public var column: Int

  /// Makes a position.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
