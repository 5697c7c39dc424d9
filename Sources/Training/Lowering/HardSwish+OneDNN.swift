import COneDNN
import Networks

extension HardSwish: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    // Version 2 has these two numbers built in.
    try ElementwiseFunction(
      algorithm: dnnl_eltwise_hardswish, alpha: 1 / 6, beta: 0.5, readsResult: false
    ).lowered(site)
  }
}
