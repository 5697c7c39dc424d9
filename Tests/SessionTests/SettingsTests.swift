import DeepCompression
import Session
import Testing

@Suite struct SettingsTests {
  @Test func allProcessorsAreUsedByDefault() {
    #expect(Settings().threads == Settings.cores)
    #expect(Settings.cores >= 1)
    #expect(Settings().seed == 0)
    #expect(Settings().data == DataFolder.current)
    #expect(Settings().instructionSet == .avx2)
  }

  @Test(arguments: [(-3, 1), (0, 1), (1, 1), (7, 7)])
  func thereIsAtLeastOneThread(asked: Int, threads: Int) {
    #expect(Settings(threads: asked).threads == threads)
  }

  @Test func seedDecidesWhatIsDrawn() throws {
    func cards(seed: UInt64) throws -> [String] {
      var session = Session(catalog: .toys, settings: Settings(threads: 1, seed: seed))
      return session.run("draw card\n draw card\n draw card").map { $0.value?.json ?? "" }
    }
    #expect(try cards(seed: 1) == cards(seed: 1))
    #expect(try cards(seed: 1) != cards(seed: 2))
  }
}
