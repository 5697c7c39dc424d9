import Commands
import DeepCompression
import Language
import Session
import SyntheticData
import Testing

/// A session with all commands, a folder of its own and the synthetic data set in it.
struct Rig {
  let folder: TemporaryFolder
  var session: Session

  /// The folder that `load data` takes.
  var data: String { folder.path }

  init(
    threads: Int = 2, seed: UInt64 = 1, progress: any ProgressReporter = SilentProgress(),
    cancellation: Cancellation = Cancellation()
  ) throws {
    folder = try TemporaryFolder()
    try SyntheticImages.write(to: folder)
    session = Session(
      catalog: Catalog.catalog, settings: Settings(threads: threads, seed: seed),
      progress: progress, cancellation: cancellation)
  }

  /// A rig with data and a network of two small layers, which computes in an instant.
  static func furnished(
    threads: Int = 2, progress: any ProgressReporter = SilentProgress(),
    cancellation: Cancellation = Cancellation()
  ) throws -> Rig {
    var rig = try Rig(threads: threads, progress: progress, cancellation: cancellation)
    try rig.ok("load data \(rig.data)")
    rig.session.workspace.compressed = try smallModel()
    return rig
  }

  /// A furnished rig whose commands can be interrupted.
  static func furnished(_ interrupter: Interrupter, threads: Int = 2) throws -> Rig {
    try furnished(
      threads: threads, progress: interrupter, cancellation: interrupter.cancellation)
  }

  static func smallModel(seed: UInt64 = 1) throws -> CompressedModel {
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 16))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 16, outputs: 10))
    var random = RandomSource(seed: seed)
    return CompressedModel(Model(name: "small", graph: graph, drawnFrom: &random))
  }

  /// A small model with a batch normalisation.
  static func normalisedModel(seed: UInt64 = 1) throws -> CompressedModel {
    var graph = Graph(inputShape: try Shape([1, 28, 28]))
    try graph.add("flatten", Flatten())
    try graph.add("ip1", Dense(inputs: 784, outputs: 16))
    try graph.add("bn1", BatchNorm(channels: 16))
    try graph.add("relu1", ReLU())
    try graph.add("ip2", Dense(inputs: 16, outputs: 10))
    var random = RandomSource(seed: seed)
    return CompressedModel(Model(name: "normalised", graph: graph, drawnFrom: &random))
  }

  /// Runs a statement that is interrupted at this moment, and makes ready for the next one.
  @discardableResult
  mutating func interrupt(
    _ text: String, at moment: Interrupter.Moment, by interrupter: Interrupter,
    _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Diagnostic {
    interrupter.stop(at: moment)
    defer { interrupter.stop(at: .never) }
    let error = try failure(text, place)
    #expect(error.kind == .interruption, sourceLocation: place)
    return error
  }

  /// The options with which `train` would train.
  static func options(
    _ words: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> TrainingOptions {
    let interrupter = Interrupter()
    var rig = try Rig.furnished(interrupter)
    try rig.interrupt("train \(words)", at: .firstReport, by: interrupter, place)
    return try #require(rig.session.interrupted).training.job.options
  }

  /// What a model takes the test images for, in the most obvious way: by the reference executor.
  func answers(of model: Model) throws -> [Int] {
    let data = try #require(session.workspace.dataset)
    let input = Tensor(shape: try Shape([data.test.count, 1, 28, 28])) { values in
      guard let base = values.baseAddress else { return }
      data.test.gather(0..<data.test.count, into: base)
    }
    let output = try ReferenceExecutor(model.graph).output(input, parameters: model.parameters)
    return (0..<data.test.count).map { row in
      let scores = (0..<10).map { output[row * 10 + $0] }
      return scores.firstIndex(of: scores.max() ?? 0) ?? 0
    }
  }

  /// Runs all statements of a text, whatever comes of them.
  mutating func run(_ text: String) -> [StatementResult] {
    var results: [StatementResult] = []
    for statement in Parser.parse(SourceText(name: "test", text: text)).statements {
      results.append(session.execute(statement))
    }
    return results
  }

  /// Runs statements that must all work, and gives what came of the last.
  @discardableResult
  mutating func ok(
    _ text: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> StatementResult {
    let results = run(text)
    for result in results {
      #expect(result.error == nil, "\(result.source)", sourceLocation: place)
    }
    return try #require(results.last, sourceLocation: place)
  }

  /// The record of the last of several statements that must all work.
  mutating func record(
    _ text: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Record {
    guard case .record(let record) = try ok(text, place).value else {
      throw Diagnostic("`\(text)` gave no record")
    }
    return record
  }

  /// What is found wrong with a text before anything runs; running it must find the first of that
  /// too, and change nothing.
  func found(_ text: String) throws -> [Diagnostic] {
    let found = session.check(Parser.parse(SourceText(name: "test", text: text)))
    if let first = found.first {
      var rig = self
      #expect(try rig.failure(text) == first)
    }
    #expect(found.allSatisfy { $0.kind == .usage })
    return found
  }

  /// Runs a statement that must fail, and must leave the session as it was.
  mutating func failure(
    _ text: String, _ place: Testing.SourceLocation = #_sourceLocation
  ) throws -> Diagnostic {
    let (digest, variables) = (session.workspace.digest, session.variables)
    let result = try #require(run(text).last, sourceLocation: place)
    #expect(session.workspace.digest == digest, sourceLocation: place)
    #expect(session.variables == variables, sourceLocation: place)
    #expect(result.state == digest.hex, sourceLocation: place)
    return try #require(result.error, "`\(text)` did not fail", sourceLocation: place)
  }

  /// The session's model.
  func model() throws -> CompressedModel { try #require(session.workspace.compressed) }
}

extension Record {
  func integer(_ name: String) throws -> Int {
    guard case .integer(let integer) = self[name] else { throw Diagnostic("\(name): no integer") }
    return integer
  }

  func number(_ name: String) throws -> Double {
    guard let number = self[name]?.asDouble else { throw Diagnostic("\(name): no number") }
    return number
  }

  func records(_ name: String) throws -> [Record] {
    guard case .list(let values) = self[name] else { throw Diagnostic("\(name): no list") }
    return try values.map { value in
      guard case .record(let record) = value else { throw Diagnostic("\(name): no records") }
      return record
    }
  }
}
