import Testing

@testable import Training

@Suite struct MatrixProductTests {
  private let a: [Float] = [1, 2, 3, 4, 5, 6]
  private let b: [Float] = [1, 0, 2, 0, 1, 3]

  private func product(
    _ a: [Float], _ orderA: MatrixOrder, _ b: [Float], _ orderB: MatrixOrder,
    into start: [Float] = [.nan, .nan, .nan, .nan], adding: Bool = false
  ) throws -> [Float] {
    var c = start
    try c.withUnsafeMutableBufferPointer { c in
      let c = try #require(c.baseAddress)
      try OneDNN.product(2, 2, 3, a, orderA, b, orderB, into: c, adding: adding)
    }
    return c
  }

  /// [1 2 3; 4 5 6] · [1 0; 2 0; 1 3] in all four orders.
  @Test func takesRowsAndColumns() throws {
    let (rowsA, columnsA) = (a, [1, 4, 2, 5, 3, 6] as [Float])
    let (rowsB, columnsB) = ([1, 0, 2, 0, 1, 3] as [Float], [1, 2, 1, 0, 0, 3] as [Float])
    let expected: [Float] = [8, 9, 20, 18]
    #expect(try product(rowsA, .rows(3), rowsB, .rows(2)) == expected)
    #expect(try product(columnsA, .columns(2), rowsB, .rows(2)) == expected)
    #expect(try product(rowsA, .rows(3), columnsB, .columns(3)) == expected)
    #expect(try product(columnsA, .columns(2), columnsB, .columns(3)) == expected)
  }

  @Test func canAdd() throws {
    let sum = try product(a, .rows(3), b, .rows(2), into: [1, 2, 3, 4], adding: true)
    #expect(sum == [9, 11, 23, 22])
  }

  @Test func rowsMayHaveGaps() throws {
    let wide: [Float] = [1, 2, 3, -1, 4, 5, 6, -1]
    #expect(try product(wide, .rows(4), b, .rows(2)) == [8, 9, 20, 18])
  }

  @Test func aStrideBelowTheWidthIsRefused() {
    #expect(throws: TrainingError.self) { try product(a, .rows(2), b, .rows(2)) }
  }
}
