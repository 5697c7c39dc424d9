import COneDNN
import Networks

extension Upsample: OneDNNLowerable {
  /// In the layout in which the input comes, if oneDNN can.
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    if let fast = try resampled(try site.single(), site) { return fast }
    guard let plain = try resampled(try site.plain(), site) else {
      throw .backend("oneDNN has no resampling of \(try site.single().shape)")
    }
    return plain
  }

  /// oneDNN's resampling; nil if it has none for this layout.
  private func resampled(
    _ input: Activation, _ site: LoweringSite
  ) throws(TrainingError) -> PrimitivePair? {
    let context = site.context
    let algorithm = method == .nearest ? dnnl_resampling_nearest : dnnl_resampling_linear
    let (source, result) = (input.layout, try input.layout.like(site.outputExtents))
    guard
      let forward = try OneDNNPrimitive.ifImplemented(
        in: context, "resampling",
        { dcsh_resampling_forward($0, context.engine, algorithm, source.handle, result.handle) })
    else { return nil }
    var backward: OneDNNPrimitive?
    if site.passesGradient(to: input) {
      backward = try OneDNNPrimitive.ifImplemented(in: context, "resampling backward") {
        dcsh_resampling_backward(
          $0, context.engine, algorithm, source.handle, result.handle, forward.hint)
      }
      if backward == nil { return nil }
    }
    return try PrimitivePair(forward, backward, from: input, to: try site.makeOutput(result))
  }
}
