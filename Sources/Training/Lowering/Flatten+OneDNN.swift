import Networks

extension Flatten: OneDNNLowerable {
  package static var isView: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    LoweredView(try site.plain().viewed(as: site.node.outputShape))
  }
}

/// The input's own memory with other extents.
final class LoweredView: LoweredOperation {
  let output: Activation
  init(_ output: Activation) { self.output = output }
  func forward() {}
  func backward() {}
}
