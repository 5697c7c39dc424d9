import Glibc
import Terminal
import Testing

@Suite struct SignalPolicyTests {
  @Test func aScriptThatDoesNotRunYetIsEndedAtOnce() {
    for (signal, code) in [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)] {
      var policy = SignalPolicy()
      #expect(policy.receive(signal) == .exit(code))
    }
  }

  @Test func theFirstInterruptionCancelsTheSecondEnds() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGINT) == .cancel)
    #expect(policy.receive(SIGINT) == .exit(130))
  }

  @Test func eachCommandHasItsOwnFirstInterruption() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGINT) == .cancel)
    policy.enter(.prompting)
    #expect(policy.receive(SIGINT) == .wakePrompt)
    #expect(policy.receive(SIGINT) == .wakePrompt)
    policy.enter(.running)
    #expect(policy.receive(SIGINT) == .cancel)
    #expect(policy.termination == nil)
  }

  @Test func aRunningCommandMayStopBeforeTheProcessEnds() {
    var policy = SignalPolicy()
    policy.enter(.running)
    #expect(policy.receive(SIGTERM) == .cancel)
    #expect(policy.termination == SIGTERM)
    #expect(policy.receive(SIGHUP) == .exit(129))
  }

  @Test func thePromptIsToldEachEventOnce() {
    var policy = SignalPolicy()
    policy.enter(.prompting)
    #expect(policy.takePromptEvent() == nil)
    #expect(policy.receive(SIGTSTP) == .wakePrompt)
    #expect(policy.receive(SIGINT) == .wakePrompt)
    #expect(policy.takePromptEvent() == .interrupted)
    #expect(policy.takePromptEvent() == .suspended)
    #expect(policy.takePromptEvent() == nil)
    #expect(policy.receive(SIGTERM) == .wakePrompt)
    #expect(policy.takePromptEvent() == .terminated(SIGTERM))
  }

  @Test func ctrlZStopsAtOnceWhereTheTerminalIsInOrder() {
    for phase in [SignalPolicy.Phase.idle, .running] {
      var policy = SignalPolicy()
      policy.enter(phase)
      #expect(policy.receive(SIGTSTP) == .suspend)
      policy.enter(.prompting)
      #expect(policy.takePromptEvent() == nil)
    }
  }

  @Test func ctrlBackslashEndsItWhateverItDoes() {
    for phase in [SignalPolicy.Phase.idle, .prompting, .running] {
      var policy = SignalPolicy()
      policy.enter(phase)
      #expect(policy.receive(SIGQUIT) == .exit(131))
    }
  }

  @Test func thePromptIsWokenToEnd() {
    var policy = SignalPolicy()
    policy.enter(.prompting)
    #expect(policy.receive(SIGHUP) == .wakePrompt)
    #expect(policy.termination == SIGHUP)
  }
}
