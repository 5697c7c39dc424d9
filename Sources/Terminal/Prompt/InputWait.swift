import Glibc

/// Waits for the next key, or for a signal.
package enum InputWait {
  /// Waits until something can be read.
  ///
  /// - Parameter handleStop: called when a signal handler ran in this thread.
  /// - Returns: nil if there is something to read, or what the signal that came means.
  package static func wait(
    for descriptor: Int32, signals: SignalWatcher?, handleStop: () -> Void = {}
  ) -> LineInput? {
    while true {
      var requests = [
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
        // A negative descriptor is passed over.
        pollfd(fd: signals?.wakeDescriptor ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&requests, 2, -1) >= 0 else {
        if errno != EINTR { return .end }
        handleStop()
        continue
      }
      if requests[1].revents != 0, let signals {
        signals.acknowledgeWake()
        return signals.termination.map { .terminated($0) } ?? .interrupted
      }
      if requests[0].revents != 0 { return nil }
    }
  }
}
