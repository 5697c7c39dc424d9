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
  private var isSuspended = false

  /// The policy of a shell that has just begun.
  package init() {}

  /// The shell does something else now.
  package mutating func enter(_ phase: Phase) {
    self.phase = phase
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
  package mutating func receive(_ signal: Int32) -> Action {
    let exit = Action.exit(128 + signal)
    if signal == SIGQUIT { return exit }
    if signal == SIGTSTP {
      isSuspended = phase == .prompting
      return isSuspended ? .wakePrompt : .suspend
    }
    if signal == SIGINT {
      interruptions += 1
      // The second one within a command means: whatever it is doing.
      if phase == .idle || interruptions > 1 && phase == .running { return exit }
    } else {
      // A command gets the time to stop and to remove its temporary files.
      if phase == .idle || termination != nil { return exit }
      termination = signal
    }
    return phase == .prompting ? .wakePrompt : .cancel
  }
}
