import COneDNN
import Networks

extension LeakyReLU: OneDNNLowerable {
  /// With a slope of 0 or more the result has the sign of the input, which need not be kept.
  package static var needsOutput: Bool { true }

  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let readsResult = slope >= 0
    return try ElementwiseFunction(
      algorithm: readsResult ? dnnl_eltwise_relu_use_dst_for_bwd : dnnl_eltwise_relu, alpha: slope,
      readsResult: readsResult
    ).lowered(site)
  }
}
