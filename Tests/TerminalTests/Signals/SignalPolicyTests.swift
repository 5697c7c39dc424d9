import Glibc
import Terminal
import Testing

@Suite struct SignalPolicyTests {
  @Test func aScriptThatDoesNotRunYetIsEndedAtOnce() {
    for (signal, code) in [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)] {
      var policy = SignalPolicy()
      #expect(policy.receive(signal, at: 0) == .exit(code))
    }
  }

  @Test func theFirstInterruptionCancelsTheSecondEnds() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGINT, at: 0) == .cancel)
    #expect(policy.receive(SIGINT, at: 0) == .exit(130))
  }

  @Test func eachCommandHasItsOwnFirstInterruption() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGINT, at: 0) == .cancel)
    policy.enter(.prompting)
    #expect(policy.receive(SIGINT, at: 0) == .wakePrompt)
    #expect(policy.receive(SIGINT, at: 0) == .wakePrompt)
    policy.enter(.running)
    #expect(policy.receive(SIGINT, at: 0) == .cancel)
    #expect(policy.termination == nil)
  }

  @Test func aRunningCommandMayStopBeforeTheProcessEnds() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGTERM, at: 0) == .cancel)
    #expect(policy.termination == SIGTERM)
    #expect(policy.receive(SIGHUP, at: 0) == .exit(129))
  }

  @Test func thePromptIsToldEachEventOnce() {
    var policy = SignalPolicy()
    policy.enter(.prompting)
    #expect(policy.takePromptEvent() == nil)
    #expect(policy.receive(SIGTSTP, at: 0) == .wakePrompt)
    #expect(policy.receive(SIGINT, at: 0) == .wakePrompt)
    #expect(policy.takePromptEvent() == .interrupted)
    #expect(policy.takePromptEvent() == .suspended)
    #expect(policy.takePromptEvent() == nil)
    #expect(policy.receive(SIGTERM, at: 0) == .wakePrompt)
    #expect(policy.takePromptEvent() == .terminated(SIGTERM))
  }

  @Test func ctrlZStopsAtOnceWhereTheTerminalIsInOrder() {
    for phase in [SignalPolicy.Phase.idle, .running] {
      var policy = SignalPolicy()
      policy.enter(phase)
      #expect(policy.receive(SIGTSTP, at: 0) == .suspend)
      policy.enter(.prompting)
      #expect(policy.takePromptEvent() == nil)
    }
  }

  @Test func ctrlBackslashEndsItWhateverItDoes() {
    for phase in [SignalPolicy.Phase.idle, .prompting, .running] {
      var policy = SignalPolicy()
      policy.enter(phase)
      #expect(policy.receive(SIGQUIT, at: 0) == .exit(131))
    }
  }

  @Test func thePromptIsWokenToEnd() {
    var policy = SignalPolicy()
    policy.enter(.prompting)
    #expect(policy.receive(SIGHUP, at: 0) == .wakePrompt)
    #expect(policy.termination == SIGHUP)
  }

  /// Who types the commands would lose the session: only a command that hangs ends the process.
  @Test func inAConversationACommandHasTimeToStop() {
    var policy = SignalPolicy()
    policy.enter(.prompting)
    policy.enter(.running)
    #expect(policy.receive(SIGINT, at: 10) == .cancel)
    #expect(policy.receive(SIGINT, at: 10.1) == .cancel)
    #expect(policy.receive(SIGINT, at: 9.9 + SignalPolicy.patience) == .cancel)
    #expect(policy.receive(SIGINT, at: 10 + SignalPolicy.patience) == .exit(130))
    // The next command has its own time.
    policy.enter(.prompting)
    policy.enter(.running)
    #expect(policy.receive(SIGINT, at: 100) == .cancel)
    #expect(policy.receive(SIGINT, at: 100.5) == .cancel)
  }
}
