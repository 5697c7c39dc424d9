import CKernels
import COneDNN
import Networks

extension Add: OneDNNLowerable {
  package static var accumulatesGradients: Bool { true }
  package static var canEndInReLU: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try LoweredAdd(site)
  }
}

/// A sum; in place of an input that nobody else needs.
private final class LoweredAdd: LoweredOperation {
  /// What is added to the first summand.
  private enum Summand {
    /// It lies in memory as the result does.
    case alike(UnsafeMutablePointer<Float>)
    /// It is added on the way from its layout to the result's.
    case reordered(OneDNNPrimitive)
  }

  /// How an input gets the result's gradient.
  private enum Gradient {
    case alike(UnsafeMutablePointer<Float>, accumulates: Bool)
    case reordered(OneDNNPrimitive)
  }

  let output: Activation
  private let first: UnsafeMutablePointer<Float>
  private var others: [Summand] = []
  private var gradients: [Gradient] = []
  private let endsInReLU: Bool

  init(_ site: LoweringSite) throws(TrainingError) {
    let inputs = site.inputs
    guard inputs.count >= 2 else { throw .invalid("\(site.node.name): inputs are missing") }
    // A result in place has the input's gradient for its own: there must be one if it is wanted.
    let replaced = inputs.indices.first {
      site.mayOverwrite($0) && (inputs[$0].gradient != nil || !site.learns)
    }
    // Blocked layouts are what convolutions like; the network's input is not in one.
    let leading = replaced ?? inputs.firstIndex { !$0.isPlain } ?? 0
    let layout = inputs[leading].layout
    output = replaced == nil ? try site.makeOutput(layout) : inputs[leading]
    first = inputs[leading].values
    endsInReLU = site.endsInReLU
    let dy = try output.gradientMemoryHandle()
    for (number, input) in inputs.enumerated() where number != leading {
      if input.layout.isSame(as: layout) {
        others.append(.alike(input.values))
      } else {
        others.append(
          .reordered(
            try .reorder(
              from: try input.memory(), to: try output.memory(), adding: true, in: site.context)))
      }
    }
    // In the order of the inputs: where one comes twice, its second gradient is added.
    for (number, input) in inputs.enumerated() where number != replaced {
      guard let dy, let dx = try input.gradientMemoryHandle() else { continue }
      if input.layout.isSame(as: layout) {
        gradients.append(.alike(dx.base, accumulates: input.accumulates))
      } else {
        gradients.append(
          .reordered(
            try .reorder(from: dy, to: dx, adding: input.accumulates, in: site.context)))
      }
    }
  }

  func forward() throws(TrainingError) {
    let (y, count) = (output.values, output.count)
    var sum = first
    for (number, summand) in others.enumerated() {
      let isLast = number == others.count - 1
      switch summand {
      case .alike(let x) where isLast && endsInReLU: dcsh_sum_relu(y, sum, x, count)
      case .alike(let x): dcsh_sum(y, sum, x, count)
      case .reordered(let primitive):
        if sum != y { y.update(from: sum, count: count) }
        try primitive.execute()
        if isLast && endsInReLU { dcsh_relu(y, count) }
      }
      sum = y
    }
  }

  func backward() throws(TrainingError) {
    guard let dy = output.gradient else { return }
    if endsInReLU { dcsh_relu_gradient(dy, output.values, output.count) }
    for gradient in gradients {
      switch gradient {
      case .alike(let dx, accumulates: true): dcsh_add(dy, dx, output.count)
      case .alike(let dx, accumulates: false): dx.update(from: dy, count: output.count)
      case .reordered(let primitive): try primitive.execute()
      }
    }
  }
}
