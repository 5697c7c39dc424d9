import COneDNN
import Networks

extension ReLU6: OneDNNLowerable {
  /// The slope is 1 where the result is between the bounds.
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_clip_v2_use_dst_for_bwd, alpha: 0, beta: 6, readsResult: true
    ).lowered(site)
  }
}
