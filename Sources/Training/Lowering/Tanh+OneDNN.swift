import COneDNN
import Networks

extension Tanh: OneDNNLowerable {
  /// The slope at the result y is 1 − y².
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_tanh_use_dst_for_bwd, readsResult: true
    ).lowered(site)
  }
}
