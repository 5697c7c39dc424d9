import DeepCompression
import Display
import Language
import Session

/// `answer N`: gives a number and changes nothing.
struct Answer: Command {
  var number = 0

  static let signature = Signature<Answer>(
    "answer", "Give a number.", [.positional(\.number, "number", "the number")],
    result: [ResultField("number", .integer, "the number")],
    examples: [Example("answer 3", shows: "3")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    Output(["number": .integer(number)], display: Display(text: "the answer is \(number)"))
  }
}

/// `draw card`: draws from the session's random numbers.
struct DrawCard: Command {
  static let signature = Signature<DrawCard>(
    "draw card", "Draw a card.", result: [ResultField("card", .integer, "0 to 51")],
    examples: [Example("draw card", shows: "a card")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    Output(["card": .integer(session.workspace.random.below(52))])
  }
}

/// `spoil`: changes everything that it can, and then fails.
struct Spoil: Command {
  static let signature = Signature<Spoil>(
    "spoil", "Fail halfway.", examples: [Example("spoil", shows: "an error")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    _ = session.workspace.random.next()
    session.workspace.compressed = nil
    session.workspace.dataset = nil
    session.interrupted = nil
    session.variables["x"] = "spoiled"
    session.requestedExit = 7
    throw Diagnostic("it went wrong halfway", help: "do not do it")
  }
}

/// `learn`: trains the session's model, as long as nobody stops it.
struct Learn: Command {
  var epochs = 1

  static let signature = Signature<Learn>(
    "learn", "Train the model.", [.option(\.epochs, "epochs", "passes")],
    result: [ResultField("epochs", .integer, "passes")],
    examples: [Example("learn", shows: "the number of passes")])

  func run(in session: inout Session) throws(Diagnostic) -> Output {
    guard let data = session.workspace.dataset, var model = session.workspace.compressed else {
      throw Diagnostic("there is nothing to learn")
    }
    let cancellation = session.cancellation
    let progress = session.progress
    let job = TrainingJob(
      model: model.model, training: SplitExamples(data.train, classes: data.classes),
      validation: SplitExamples(data.validation, classes: data.classes),
      options: TrainingOptions(
        epochs: epochs, learningRate: 0.05, seed: session.workspace.random.next(),
        threads: session.settings.threads))
    // Changed before it is known how this ends: the session must put it back.
    session.variables["x"] = "learning"
    let training = StartedTraining(
      activity: "learn", job: job, origin: session.workspace.digest,
      random: session.workspace.random)
    do throws(TrainingError) {
      let outcome = try job.run(
        progress: {
          progress.report(
            Progress(activity: "learn", stage: "", fraction: $0.fraction, seconds: $0.seconds))
        }, isCancelled: { cancellation.isRaised })
      switch outcome {
      case .finished(let trained, _): try model.adoptOrFail(trained)
      case .interrupted(let checkpoint):
        session.interrupted = InterruptedTraining(training, at: checkpoint, seconds: 0)
        throw .cancelled
      case .diverged: throw .invalid("it diverged")
      }
    } catch {
      throw Diagnostic(error)
    }
    session.workspace.compressed = model
    return Output(["epochs": .integer(epochs)])
  }
}

extension CompressedModel {
  fileprivate mutating func adoptOrFail(_ model: Model) throws(TrainingError) {
    do {
      try adopt(model)
    } catch {
      throw .invalid(error.message)
    }
  }
}

/// Raises a cancellation at the first report.
struct ImpatientUser: ProgressReporter {
  let cancellation: Cancellation

  func report(_ progress: Progress) { cancellation.raise() }
}

extension CommandCatalog {
  static let toys = CommandCatalog([Answer.self, DrawCard.self, Spoil.self, Learn.self])
}

extension Session {
  /// Runs all statements of a text, whatever comes of them.
  mutating func run(_ text: String) -> [StatementResult] {
    var results: [StatementResult] = []
    for statement in Parser.parse(SourceText(name: "test", text: text)).statements {
      results.append(execute(statement))
    }
    return results
  }

  /// Runs a text and gives what came of its last statement.
  mutating func last(_ text: String) throws -> StatementResult {
    guard let result = run(text).last else { throw Diagnostic("nothing ran") }
    return result
  }
}
