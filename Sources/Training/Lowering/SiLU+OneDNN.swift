import COneDNN
import Networks

extension SiLU: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_swish, alpha: 1, readsResult: false
    ).lowered(site)
  }
}
