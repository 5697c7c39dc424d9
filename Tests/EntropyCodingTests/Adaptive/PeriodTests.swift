import EntropyCoding
import Testing

@Suite struct PeriodTests {
  @Test func findsTheWidthOfAnImage() {
    let profile = (0..<784).map { index in
      (index % 28 - 14).magnitude < 9 && (index / 28 - 14).magnitude < 9 ? 30 : index % 3
    }
    #expect(Period.candidates(profile, most: 4).contains(28))
    #expect(Period.candidates(profile, most: 4).count <= 4)
  }

  @Test func fewColumnsHaveNone() {
    #expect(Period.candidates([], most: 4) == [2])
    #expect(Period.candidates([1, 2, 3], most: 4) == [2])
    #expect(Period.limit(LayerGeometry(rows: 3, columns: 0)) == 2)
  }
}
