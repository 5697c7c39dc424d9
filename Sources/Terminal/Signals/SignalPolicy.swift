import Glibc

/// Decides what a signal means, from what the shell is doing.
package struct SignalPolicy: Sendable {
  /// What the shell is doing.
  package enum Phase: Sendable {
    /// Reading or checking a script: nothing has to be put in order.
    case idle
    /// Waiting for a line to be typed.
    case prompting
    /// Running statements.
    case running
  }

  /// What is to be done about a signal.
  package enum Action: Equatable, Sendable {
    /// Wake the prompt, which looks what has happened.
    case wakePrompt
    /// Ask the running command to stop.
    case cancel
    /// Stop the process until it is told to go on (Ctrl-Z).
    case suspend
    /// End the process at once, with this exit code.
    case exit(Int32)
  }

  /// What the prompt is woken for.
  package enum PromptEvent: Equatable, Sendable {
    /// The process was asked to end, by this signal.
    case terminated(Int32)
    /// The line is to be given up.
    case interrupted
    /// The process is to stop until it is told to go on.
    case suspended
  }

  /// The signal that asked the process to end, if one has.
  package private(set) var termination: Int32?
  package private(set) var phase = Phase.idle
  private var interruptions = 0
  /// When the running command was asked to stop first, in seconds.
  private var firstInterruption = 0.0
  /// Whether somebody types the commands.
  private var isConversation = false
  /// Seconds that a command has to stop in a conversation: only what hangs then ends the process.
  package static let patience = 2.0
  private var isSuspended = false

  /// The policy of a shell that has just begun.
  package init() {}

  /// The shell does something else now.
  package mutating func enter(_ phase: Phase) {
    self.phase = phase
    if phase == .prompting { isConversation = true }
    interruptions = 0
    isSuspended = false
  }

  /// What the prompt was woken for, the most important first; asked until there is nothing left.
  package mutating func takePromptEvent() -> PromptEvent? {
    if let termination { return .terminated(termination) }
    if interruptions > 0 {
      interruptions = 0
      return .interrupted
    }
    defer { isSuspended = false }
    return isSuspended ? .suspended : nil
  }

  /// A signal has come.
  /// - Parameter time: seconds on a clock that only goes forwards.
  package mutating func receive(_ signal: Int32, at time: Double) -> Action {
    let exit = Action.exit(128 + signal)
    if signal == SIGQUIT { return exit }
    if signal == SIGTSTP {
      isSuspended = phase == .prompting
      return isSuspended ? .wakePrompt : .suspend
    }
    if signal == SIGINT {
      interruptions += 1
      if interruptions == 1 { firstInterruption = time }
      if phase == .idle || phase == .running && isImpatient(at: time) { return exit }
    } else {
      // A command gets the time to stop and to remove its temporary files.
      if phase == .idle || termination != nil { return exit }
      termination = signal
    }
    return phase == .prompting ? .wakePrompt : .cancel
  }

  /// Whether a further Ctrl-C within a command means: whatever it is doing. In a conversation, where
  /// the session would be lost, only if the command had its time to stop.
  private func isImpatient(at time: Double) -> Bool {
    interruptions > 1 && (!isConversation || time - firstInterruption >= Self.patience)
  }
}
