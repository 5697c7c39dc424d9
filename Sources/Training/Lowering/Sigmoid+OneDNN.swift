import COneDNN
import Networks

extension Sigmoid: OneDNNLowerable {
  /// The slope at the result y is y (1 − y).
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_logistic_use_dst_for_bwd, readsResult: true, keepsZero: false
    ).lowered(site)
  }
}
