import Foundation
import Terminal
import Testing

@Suite struct InputWaitTests {
  @Test func returnsWhenThereIsSomethingToRead() {
    let stage = Stage(input: "x")
    #expect(InputWait.wait(for: stage.input, signals: nil) == nil)
    #expect(InputWait.wait(for: stage.input, signals: SignalWatcher()) == nil)
  }
}
