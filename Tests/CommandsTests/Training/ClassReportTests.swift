import DeepCompression
import Display
import Language
import Testing

@Suite struct ClassReportTests {
  private func trained() throws -> Rig {
    var rig = try Rig.furnished()
    try rig.ok("train --epochs 2 --lr 0.02 --batch 20")
    return rig
  }

  private func tables(_ display: Display) -> [Table] {
    display.blocks.compactMap { block in
      if case .table(let table) = block { table } else { nil }
    }
  }

  @Test func classesAddUpToTheWhole() throws {
    var rig = try trained()
    let record = try rig.record("eval")
    let classes = try record.records("classes")
    #expect(classes.map { $0["name"] } == (0..<10).map { .string(String($0)) })
    #expect(classes.allSatisfy { $0["count"] == 15 })
    #expect(
      try classes.reduce(0) { try $0 + $1.integer("correct") } == record.integer("correct"))
    for entry in classes {
      #expect(try entry.number("accuracy") == Double(entry.integer("correct")) / 15)
    }
  }

  @Test func tableOfClassesIsShownOnDemand() throws {
    var rig = try trained()
    #expect(tables(try rig.ok("eval").display).isEmpty)
    let result = try rig.ok("eval --classes")
    let table = try #require(tables(result.display).first)
    #expect(tables(result.display).count == 1)
    #expect(table.rows.count == 10)
    #expect(table.rows[3].prefix(2) == ["3", "15"])
    #expect(table.footer.first?.prefix(2) == ["all", "150"])
  }

  @Test func matrixHasDotsForZerosAndNamesOnBothSides() throws {
    var rig = try trained()
    let result = try rig.ok("eval --confusion")
    let shown = tables(result.display)
    let matrix = try #require(shown.first)
    #expect(matrix.columns.dropFirst().map(\.title) == (0..<10).map(String.init))
    #expect(matrix.rows.map(\.first) == (0..<10).map { String($0) })
    guard case .list(let rows) = result.value?["confusion"] else { throw Diagnostic("no matrix") }
    for (row, counts) in zip(matrix.rows, rows) {
      guard case .list(let counts) = counts else { throw Diagnostic("no row") }
      #expect(row.dropFirst().map { $0 == "·" ? "0" : $0 } == counts.map(\.displayText))
      #expect(!row.contains("0") || row.first == "0")
    }
    // The most confused pair is the largest number beside the diagonal.
    var largest = 0
    for (actual, row) in rows.enumerated() {
      guard case .list(let counts) = row else { continue }
      for (predicted, count) in counts.enumerated() where actual != predicted {
        if case .integer(let count) = count { largest = max(largest, count) }
      }
    }
    if largest > 0 {
      #expect(shown.count == 2)
      #expect(shown[1].rows.first?.last == String(largest))
    }
  }

  /// A network that always says 0.
  @Test func classWithoutAnswersHasNoPrecision() throws {
    var rig = try Rig.furnished()
    var model = try Rig.smallModel().model
    for name in ["ip2.weight", "ip1.weight"] {
      try model.setParameter(name, Tensor(zeros: model.parameter(name).shape))
    }
    rig.session.workspace.compressed = CompressedModel(model)
    let result = try rig.ok("eval --classes --confusion")
    let shown = tables(result.display)
    #expect(shown[0].rows[0].dropFirst() == ["15", "15", "100.00%", "150", "10.00%"])
    #expect(shown[0].rows[1].dropFirst() == ["15", "0", "0.00%", "0", "–"])
    #expect(shown[2].rows.first == ["1", "0", "15"])
    #expect(shown[2].rows.count == 9)
  }

  /// A network whose outputs are no numbers: no image is taken for anything.
  @Test func withoutAnAnswerNothingIsConfused() throws {
    var rig = try Rig.furnished()
    rig.session.workspace.compressed = try Rig.smallModel()
    try rig.ok("prune --keep 10%")
    var model = try rig.model().model
    try model.setParameter(
      "ip2.bias", Tensor(Array(repeating: .nan, count: 10), shape: .vector(10)))
    rig.session.workspace.compressed = CompressedModel(model)
    let result = try rig.ok("eval --classes --confusion")
    let text = result.display.blocks.compactMap { block in
      if case .text(let text) = block { text } else { nil }
    }
    #expect(text.contains("no image is taken for any class: no output is a number"))
    #expect(!text.contains("no class is taken for another"))
    #expect(tables(result.display)[0].rows[0].dropFirst() == ["15", "0", "0.00%", "0", "–"])
    #expect(tables(result.display)[0].footer.first == ["all", "150", "0", "0.00%"])
  }
}
