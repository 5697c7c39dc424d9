import Glibc

/// Waits for the next key, or for a signal.
package enum InputWait {
  /// Waits until something can be read.
  ///
  /// - Parameters:
  ///   - handle: called when a signal handler ran in this thread.
  ///   - suspend: called when the process is to stop for a while.
  /// - Returns: nil if there is something to read, or what the signal that came means.
  package static func wait(
    for descriptor: Int32, signals: SignalWatcher?, handle: () -> Void = {},
    suspend: () -> Void = SignalWatcher.suspend
  ) -> LineInput? {
    while true {
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        // A negative descriptor is passed over.
        pollfd(fd: signals?.wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&requests, 2, -1) >= 0 else {
        if errno != EINTR { return .end }
        handle()
        continue
      }
      if requests[1].revents != 0, let signals {
        switch signals.takePromptEvent() {
        case .terminated(let signal): return .terminated(signal)
        case .interrupted: return .interrupted
        case .suspended: suspend()
        case nil: break
        }
      }
      if requests[0].revents != 0 { return nil }
    }
  }
}
