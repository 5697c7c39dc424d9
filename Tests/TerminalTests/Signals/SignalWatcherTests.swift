import Glibc
import Terminal
import Testing

// That signals arrive is tested with processes, in ProcessTests: blocking them here would change
// the process of the tests.
@Suite struct SignalWatcherTests {
  @Test func beginsWithNothing() {
    let watcher = SignalWatcher()
    #expect(!watcher.cancellation.isRaised)
    #expect(watcher.termination == nil)
    var request = pollfd(fd: watcher.wakeDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&request, 1, 0) == 0)
  }

  @Test func thereIsNoEventAtFirst() {
    #expect(SignalWatcher().takePromptEvent() == nil)
  }
}
