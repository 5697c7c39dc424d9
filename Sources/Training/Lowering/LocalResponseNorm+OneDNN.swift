import COneDNN
import Networks

extension LocalResponseNorm: OneDNNLowerable {
  /// In the layout in which the input comes. oneDNN divides α by the number of summands too.
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    let context = site.context
    let input = try site.single()
    let algorithm = acrossChannels ? dnnl_lrn_across_channels : dnnl_lrn_within_channel
    let forward = try OneDNNPrimitive(in: context, "local response normalisation") {
      dcsh_lrn_forward(
        $0, context.engine, site.learns ? dnnl_forward_training : dnnl_forward_inference,
        algorithm, input.layout.handle, Int64(size), alpha, beta, k)
    }
    var backward: OneDNNPrimitive?
    if site.passesGradient(to: input) {
      backward = try OneDNNPrimitive(in: context, "local response normalisation backward") {
        dcsh_lrn_backward(
          $0, context.engine, algorithm, input.layout.handle, Int64(size), alpha, beta, k,
          forward.hint)
      }
    }
    return try PrimitivePair(
      forward, backward, reading: .input, from: input, to: try site.makeOutput(input.layout))
  }
}
