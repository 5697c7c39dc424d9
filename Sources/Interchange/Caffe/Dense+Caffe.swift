import Networks
import Tensors

extension CaffeOperations {
  /// `InnerProduct` as an operation; what it takes is flattened before.
  static func innerProduct(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("inner_product_param")
    guard let outputs = try parameters.integer("num_output") else {
      throw layer.error("has no `num_output`")
    }
    guard try parameters.integer("axis", in: -8...8) ?? 1 == 1 else {
      throw layer.error("another `axis` than 1 is not understood")
    }
    guard try parameters.flag("transpose") != true else {
      throw layer.error("transposed weights are not understood")
    }
    let bias = try parameters.flag("bias_term") ?? true
    return try layer.placing(
      try Dense(inputs: channels(shapes), outputs: outputs, bias: bias))
  }
}
