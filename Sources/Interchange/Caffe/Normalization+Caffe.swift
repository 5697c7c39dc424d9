import Networks
import Tensors

extension CaffeOperations {
  /// `LRN` as an operation.
  static func localResponseNorm(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("lrn_param")
    let region = try parameters.choice("norm_region", of: ["ACROSS_CHANNELS", "WITHIN_CHANNEL"])
    let across = region != 1
    let size = try parameters.integer("local_size") ?? 5
    let alpha = try parameters.float("alpha") ?? 1
    let beta = try parameters.float("beta") ?? 0.75
    // Within a channel Caffe adds 1, whatever `k` says.
    let k = across ? try parameters.float("k") ?? 1 : 1
    return try layer.placing(
      try LocalResponseNorm(size: size, alpha: alpha, beta: beta, k: k, acrossChannels: across))
  }

  /// `BatchNorm` as an operation; scale and shift are those of a `Scale` behind it, or 1 and 0.
  static func batchNorm(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("batch_norm_param")
    guard try parameters.flag("use_global_stats") != false else {
      throw layer.error("statistics of each batch alone are not understood")
    }
    let epsilon = try parameters.float("eps") ?? 1e-5
    let fraction = try parameters.float("moving_average_fraction") ?? 0.999
    return try layer.placing(
      try BatchNorm(channels: channels(shapes), epsilon: epsilon, momentum: 1 - fraction))
  }
}
