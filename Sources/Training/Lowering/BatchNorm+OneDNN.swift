import COneDNN
import Networks

extension BatchNorm: OneDNNLowerable {
  package static var canEndInReLU: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredBatchNorm(self, site)
  }
}

/// A batch normalisation on oneDNN, in the layout in which its input comes.
///
/// In training it measures its rows, all of them at once, and leaves mean and population variance
/// where the gradients of the stored statistics would be.
private final class LoweredBatchNorm: LoweredOperation {
  let output: Activation
  private let forwardPrimitive: OneDNNPrimitive
  private var backwardPrimitive: OneDNNPrimitive?
  private let channels: Int
  private let parameters: [LoweredParameter]
  /// Mean and variance of the rows; nil where the stored ones are used.
  private let measured: (mean: ActivationMemory, variance: ActivationMemory)?
  private let scaleGradient: ActivationMemory
  private let shiftGradient: ActivationMemory
  /// Which results the rectifier cut off.
  private let workspace: ActivationMemory?
  /// For an input's gradient that nobody wants, but oneDNN writes.
  private var unwanted: ActivationMemory?

  init(_ layer: BatchNorm, _ site: LoweringSite) throws(TrainingError) {
    guard site.parameters.count == 4 else {
      throw .invalid("\(site.node.name): the layer lacks parameters")
    }
    let context = site.context
    let input = try site.single()
    let vector = try OneDNNLayout.plain([layer.channels])
    channels = layer.channels
    parameters = site.parameters
    let isInference = !site.isTraining && !site.learns
    output = isInference && site.mayOverwrite(0) ? input : try site.makeOutput(input.layout)
    var flags: UInt32 = 0
    if !site.isTraining { flags |= dnnl_use_global_stats.rawValue }
    if site.endsInReLU { flags |= dnnl_fuse_norm_relu.rawValue }
    let forward = try OneDNNPrimitive(in: context, "batch normalisation") {
      dcsh_batch_norm_forward(
        $0, context.engine, isInference ? dnnl_forward_inference : dnnl_forward_training,
        input.layout.handle, layer.epsilon, flags)
    }
    forwardPrimitive = forward
    func stored(_ parameter: Int) throws(TrainingError) -> OneDNNMemory {
      try OneDNNMemory(site.parameters[parameter].values, vector, in: context)
    }
    let (scale, shift) = (try stored(0), try stored(1))
    let mean: OneDNNMemory
    let variance: OneDNNMemory
    if site.isTraining {
      let rooms = (
        mean: ActivationMemory(count: channels), variance: ActivationMemory(count: channels)
      )
      measured = rooms
      mean = try OneDNNMemory(rooms.mean.base, vector, in: context)
      variance = try OneDNNMemory(rooms.variance.base, vector, in: context)
    } else {
      measured = nil
      mean = try stored(2)
      variance = try stored(3)
    }
    var arguments = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance), (DNNL_ARG_SCALE, scale),
      (DNNL_ARG_SHIFT, shift), (DNNL_ARG_DST, try output.memory()),
    ]
    let cutOff = try forward.workspace()
    workspace = cutOff?.room
    if let cutOff { arguments.append((DNNL_ARG_WORKSPACE, cutOff.memory)) }
    try forward.bind(arguments)

    let learnedCount = output.gradient == nil ? 0 : channels
    scaleGradient = ActivationMemory(count: learnedCount)
    shiftGradient = ActivationMemory(count: learnedCount)
    guard let dy = try output.gradientMemoryHandle() else { return }
    let dx: OneDNNMemory
    if let wanted = try input.gradientMemoryHandle() {
      dx = wanted
    } else {
      let room = ActivationMemory(count: input.count)
      unwanted = room
      dx = try OneDNNMemory(room.base, input.layout, in: context)
    }
    let backward = try OneDNNPrimitive(in: context, "batch normalisation backward") {
      dcsh_batch_norm_backward(
        $0, context.engine, input.layout.handle, layer.epsilon, flags, forward.hint)
    }
    // Version 2 asks for the shift too, on which no gradient depends.
    var back = [
      (argument: Int32(DNNL_ARG_SRC), memory: try input.memory()),
      (DNNL_ARG_MEAN, mean), (DNNL_ARG_VARIANCE, variance), (DNNL_ARG_SCALE, scale),
      (DNNL_ARG_SHIFT, shift),
      (DNNL_ARG_DIFF_DST, dy), (DNNL_ARG_DIFF_SRC, dx),
      (DNNL_ARG_DIFF_SCALE, try OneDNNMemory(scaleGradient.base, vector, in: context)),
      (DNNL_ARG_DIFF_SHIFT, try OneDNNMemory(shiftGradient.base, vector, in: context)),
    ]
    if let cutOff { back.append((DNNL_ARG_WORKSPACE, cutOff.memory)) }
    try backward.bind(back)
    backwardPrimitive = backward
  }

  func forward() throws(TrainingError) {
    try forwardPrimitive.execute()
    leaveStatistics()
  }

  func backward() throws(TrainingError) {
    guard let backwardPrimitive else { return }
    try backwardPrimitive.execute()
    parameters[0].gradient?.take(scaleGradient.base)
    parameters[1].gradient?.take(shiftGradient.base)
  }

  /// Writes mean and variance where the executor is aimed at, if it is.
  private func leaveStatistics() {
    guard let measured else { return }
    for (parameter, values) in [(2, measured.mean), (3, measured.variance)] {
      guard let place = parameters[parameter].gradient, place.target.isPlaced else { continue }
      place.base.update(from: values.base, count: channels)
    }
  }
}
