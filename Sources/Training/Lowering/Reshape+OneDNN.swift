import Networks

extension Reshape: OneDNNLowerable {
  package static var isView: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    LoweredView(try site.plain().viewed(as: site.node.outputShape))
  }
}
