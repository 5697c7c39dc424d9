import DeepCompression
import Display
import Language
import Session
import SyntheticData
import Testing

@Suite struct SessionTests {
  private var session: Session

  init() throws {
    session = Session(catalog: .toys, settings: Settings(threads: 1, seed: 1))
  }

  /// A session with something to lose.
  private func furnished(
    progress: any ProgressReporter = SilentProgress(), cancellation: Cancellation = Cancellation()
  ) throws -> Session {
    var session = Session(
      catalog: .toys, settings: Settings(threads: 2, seed: 1), progress: progress,
      cancellation: cancellation)
    let folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder)
    session.workspace.dataset = try Dataset.folder(folder.path)
    session.workspace.compressed = try TinyModel.fresh()
    session.variables["x"] = 5
    return session
  }

  @Test mutating func statementsAreNumberedFromOneWhateverComesOfThem() {
    let results = session.run("answer 1\nspoil\n\n# nothing\nx = 2; 1 / 0; $x")
    #expect(results.map(\.number) == [1, 2, 3, 4, 5])
    #expect(results.map { $0.error == nil } == [true, false, true, false, true])
  }

  // Results

  @Test mutating func itIsTheResultOfTheLastCommand() throws {
    #expect(session.variables["it"] == nil)
    _ = session.run("answer 3")
    #expect(session.variables["it"] == ["number": 3])
    #expect(try session.last("$it.number + 1").value == 4)
    _ = session.run("x = (answer 4)\n1 + 1")
    #expect(session.variables["it"] == ["number": 4])
    #expect(session.variables["x"] == ["number": 4])
  }

  @Test mutating func variablesStay() throws {
    _ = session.run("x = 3\ny = $x * 2")
    #expect(try session.last("[$x, $y]").value == [3, 6])
    #expect(try session.last("$z").error?.message == "there is no variable $z")
  }

  @Test(arguments: [
    ("answer 3", "the answer is 3"), ("(answer 3)", "{\"number\": 3}"), ("1 + 1", "2"),
    ("x = (answer 3)", ""), ("expect 1 < 2", ""), ("spoil", ""),
  ])
  mutating func eachStatementShowsItsOwn(text: String, shown: String) throws {
    var session = session
    let display = try session.last(text).display
    #expect(display == (shown.isEmpty ? Display() : Display(text: shown)))
  }

  @Test mutating func expectThatDoesNotHoldHasItsOwnKind() throws {
    #expect(try session.last("expect (answer 3).number > 2").error == nil)
    let error = try #require(
      try session.last("expect (answer 3).number > 4 \"too small\"").error)
    #expect(error.kind == .expectation)
    #expect(error.kind.exitCode == 3)
    #expect(error.message.contains("too small"))
    #expect(error.message.contains("3 > 4"))
  }

  // Failure

  @Test func commandThatFailsHalfwayChangesNothing() throws {
    var session = try furnished()
    let (before, variables) = (session.workspace, session.variables)
    let result = try session.last("spoil")
    #expect(result.error?.message == "it went wrong halfway")
    #expect(session.workspace.digest == before.digest)
    #expect(session.workspace.random == before.random)
    #expect(session.variables == variables)
    #expect(session.requestedExit == nil)
    #expect(result.state == before.digest.hex)
    #expect(result.value == nil)
  }

  @Test(arguments: [
    "[(draw card), (spoil)]", "x = [(draw card), 1 / 0]", "expect (draw card) == 1",
  ])
  func statementThatFailsUndoesTheCommandsInIt(text: String) throws {
    var session = try furnished()
    let (digest, variables) = (session.workspace.digest, session.variables)
    #expect(try session.last(text).error != nil)
    #expect(session.workspace.digest == digest)
    #expect(session.variables == variables)
  }

  @Test mutating func errorIsPlacedAtTheWordsOfItsCommand() throws {
    let error = try session.last("x = 1; y = [(answer 1), (spoil)]").error
    #expect(error?.span?.text == "spoil")
    #expect(error?.help == "do not do it")
    #expect(try session.last("spoil").error?.span?.text == "spoil")
  }

  @Test mutating func sessionGoesOnAfterAFailure() throws {
    let results = session.run("spoil\nnonsense\n)\nanswer 3")
    #expect(results.prefix(3).allSatisfy { $0.error != nil })
    #expect(results.last?.value == ["number": 3])
  }

  // Interruption

  @Test func cancellationBeforeACommandStopsIt() throws {
    let cancellation = Cancellation()
    var session = try furnished(cancellation: cancellation)
    let (digest, variables) = (session.workspace.digest, session.variables)
    cancellation.raise()
    let result = try session.last("draw card")
    #expect(result.error?.kind == .interruption)
    #expect(result.error?.kind.exitCode == 130)
    #expect(session.workspace.digest == digest)
    #expect(session.variables == variables)
    cancellation.reset()
    #expect(try session.last("draw card").error == nil)
  }

  @Test func cancellationDuringACommandLeavesTheOldState() throws {
    let cancellation = Cancellation()
    var session = try furnished(
      progress: ImpatientUser(cancellation: cancellation), cancellation: cancellation)
    let (digest, variables) = (session.workspace.digest, session.variables)
    let result = try session.last("learn --epochs 100000000")
    #expect(result.error?.kind == .interruption)
    #expect(session.workspace.digest == digest)
    #expect(session.variables == variables)
  }

  /// A failure leaves it alone, or puts a new one in its place.
  @Test func interruptedTrainingIsKeptBesideTheWorkspace() throws {
    let cancellation = Cancellation()
    var session = try furnished(
      progress: ImpatientUser(cancellation: cancellation), cancellation: cancellation)
    #expect(session.interrupted == nil)
    _ = session.run("learn --epochs 7")
    #expect(session.interrupted?.training.job.options.epochs == 7)
    cancellation.reset()
    _ = session.run("spoil\n1 / 0\nanswer 1")
    #expect(session.interrupted?.training.job.options.epochs == 7)
    _ = session.run("learn --epochs 8")
    #expect(session.interrupted?.training.job.options.epochs == 8)
  }

  // Checking

  @Test mutating func scriptIsCheckedAgainstTheSession() throws {
    func check(_ text: String) -> [String] {
      session.check(Parser.parse(SourceText(name: "test", text: text))).map(\.message)
    }
    #expect(check("echo $x") == ["there is no command `echo`", "there is no variable $x"])
    session.variables["x"] = 1
    #expect(check("answer $x").isEmpty)
    #expect(check("answer x\ndraw\nanswer 1").count == 2)
    #expect(session.variables.keys.sorted() == ["x"])
  }

  @Test func fileExistsIfItCanBeRead() throws {
    let folder = try TemporaryFolder()
    #expect(fileExists(folder.path))
    #expect(!fileExists(folder.path("a")))
    try folder.write("a", [])
    #expect(fileExists(folder.path("a")))
  }

  /// What is known of the state follows every change, whoever makes it.
  @Test func theStateIsThatOfTheWorkspace() throws {
    var session = try furnished()
    for text in ["answer 1", "spoil", "answer 2"] {
      let result = try session.last(text)
      #expect(result.state == session.workspace.digest.hex)
    }
    let before = try session.last("answer 3").state
    session.workspace.compressed = nil
    #expect(try session.last("answer 4").state != before)
    #expect(try session.last("spoil").state == session.workspace.digest.hex)
  }
}
