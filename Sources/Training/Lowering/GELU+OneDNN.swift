import COneDNN
import Networks

extension GELU: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let algorithm =
      switch form {
      case .erf: dnnl_eltwise_gelu_erf
      case .tanh: dnnl_eltwise_gelu_tanh
      }
    return try ElementwiseFunction(algorithm: algorithm, readsResult: false).lowered(site)
  }
}
