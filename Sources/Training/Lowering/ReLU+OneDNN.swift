import COneDNN
import Networks

extension ReLU: OneDNNLowerable {
  /// Where the result is 0, so is the gradient: the input need not be kept.
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_relu_use_dst_for_bwd, readsResult: true
    ).lowered(site)
  }
}
