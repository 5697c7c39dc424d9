import Networks

/// What a trainer is given.
public struct TrainingJob: Sendable {
  /// The model to start from.
  public var model: Model
  /// Examples to learn from.
  public var training: any ExampleSource
  /// Examples that choose the best epoch.
  public var validation: any ExampleSource
  /// Constraints by parameter name, in the order in which they apply.
  public var constraints: [String: [any ParameterConstraint]]
  /// A model whose answers are learned too, if the loss has a distillation.
  public var teacher: Model?
  /// How to train.
  public var options: TrainingOptions

  /// A job.
  public init(
    model: Model, training: any ExampleSource, validation: any ExampleSource,
    constraints: [String: [any ParameterConstraint]] = [:], teacher: Model? = nil,
    options: TrainingOptions
  ) {
    self.model = model
    self.training = training
    self.validation = validation
    self.constraints = constraints
    self.teacher = teacher
    self.options = options
  }

  /// Trains the model and gives back its best epoch.
  ///
  /// Same job, same bits, whatever `options.threads` is and however often it was interrupted.
  /// - Parameters:
  ///   - checkpoint: where to go on; nil to begin.
  ///   - progress: called on the caller's thread a few times a second and after every epoch.
  ///   - isCancelled: asked between the layers of every step, from several threads.
  /// - Throws: `TrainingError` if something does not fit.
  public func run(
    from checkpoint: TrainingCheckpoint? = nil,
    progress: (TrainingProgress) -> Void = { _ in },
    isCancelled: @Sendable @escaping () -> Bool = { false }
  ) throws(TrainingError) -> TrainingOutcome {
    let trainer = try Trainer(self, from: checkpoint, isCancelled: isCancelled)
    return try trainer.run(progress)
  }

  /// Refuses what does not fit together.
  /// - Throws: `TrainingError.invalid` that says what.
  func requireValid() throws(TrainingError) {
    try options.requireValid()
    if let last = model.graph.nodes.last, last.operation is Softmax {
      throw .invalid("\(last.name): the loss has a softmax already: leave the network's out")
    }
    try requireFit(model.graph, training)
    try requireFit(model.graph, validation)
    try options.augmentation.requireFit(training.exampleShape)
    do {
      try model.requireFinite()
      try teacher?.requireFinite()
    } catch {
      throw TrainingError(error)
    }
    if let teacher {
      guard teacher.graph.inputShape == model.graph.inputShape,
        teacher.graph.outputShape.count == model.graph.outputShape.count
      else {
        throw .invalid(
          "the teacher `\(teacher.name)` takes \(teacher.graph.inputShape) and tells "
            + "\(teacher.graph.outputShape.count) classes apart, the model "
            + "\(model.graph.inputShape) and \(model.graph.outputShape.count)")
      }
    }
    guard (teacher == nil) == (options.loss.distillation == nil) else {
      throw .invalid("a distillation needs a teacher, and a teacher a distillation")
    }
    let names = Set(model.parameters.keys)
    if let unknown = options.frozen.subtracting(names).min() {
      throw .invalid("there is no parameter `\(unknown)` that could be frozen")
    }
    guard
      model.graph.nodes.contains(where: { node in
        node.parameters.contains { $0.slot.role.isTrained && !options.frozen.contains($0.name) }
      })
    else { throw .invalid("there is no parameter left to train") }
  }
}
