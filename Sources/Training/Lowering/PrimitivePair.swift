import COneDNN

/// An operation of one input that is one primitive of oneDNN forwards and another one backwards.
final class PrimitivePair: LoweredOperation {
  /// What a backward primitive reads beside the result's gradient.
  enum Operand {
    case nothing
    case input
    case output
  }

  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private let backwardPrimitive: OneDNNPrimitive?
  // What the forward primitive leaves for the backward one, such as where the largest were.
  private let workspace: ActivationMemory?

  /// Binds a pair to its memory.
  /// - Parameters:
  ///   - forward: not bound yet.
  ///   - backward: not bound yet; nil where no gradient is wanted, see `LoweringSite.passesGradient`.
  ///   - reads: what the backward primitive reads.
  init(
    _ forward: OneDNNPrimitive, _ backward: OneDNNPrimitive?, reading reads: Operand = .nothing,
    from input: Activation, to output: Activation
  ) throws(TrainingError) {
    self.output = output
    forwardPrimitive = forward
    backwardPrimitive = backward
    let notes = try forward.workspace()
    workspace = notes?.room
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (DNNL_ARG_DST, try output.memory()),
    ]
    if let notes { arguments.append((DNNL_ARG_WORKSPACE, notes.memory)) }
    try forward.bind(arguments)
    guard let backward else { return }
    guard let dx = try input.gradientMemoryHandle(), let dy = try output.gradientMemoryHandle()
    else { throw .backend("there is no room for a gradient") }
    var back = [(argument: Int32(DNNL_ARG_DIFF_DST), memory: dy), (DNNL_ARG_DIFF_SRC, dx)]
    switch reads {
    case .nothing: break
    case .input: back.append((DNNL_ARG_SRC, try input.memory()))
    case .output: back.append((DNNL_ARG_DST, try output.memory()))
    }
    if let notes { back.append((DNNL_ARG_WORKSPACE, notes.memory)) }
    try backward.bind(back)
  }

  func forward() throws(TrainingError) { try forwardPrimitive.execute() }
  func backward() throws(TrainingError) { try backwardPrimitive?.execute() }
}

extension LoweringSite {
  /// Whether an operation without parameters hands a gradient on to this input.
  func passesGradient(to input: Activation) -> Bool { learns && input.gradient != nil }
}
