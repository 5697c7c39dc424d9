import Networks
import Tensors

extension CaffeOperations {
  /// `ReLU` as an operation, with or without a slope below 0.
  static func relu(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let slope = try layer.parameters("relu_param").float("negative_slope") ?? 0
    return slope == 0 ? ReLU() : try layer.placing(try LeakyReLU(slope: slope))
  }

  /// `PReLU` as an operation.
  static func prelu(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let isShared = try layer.parameters("prelu_param").flag("channel_shared") ?? false
    return try layer.placing(try PReLU(channels: isShared ? 1 : channels(shapes)))
  }

  /// `Dropout` as an operation.
  static func dropout(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let rate = try layer.parameters("dropout_param").float("dropout_ratio") ?? 0.5
    return try layer.placing(try Dropout(rate: rate))
  }

  /// `Softmax` as an operation, over the channels.
  static func softmax(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let rank = shapes.first?.rank ?? 1
    let parameters = try layer.parameters("softmax_param")
    guard try axis("axis", of: parameters, default: 1, rank: rank) == 0 else {
      throw layer.error("another `axis` than 1 is not understood")
    }
    return Softmax()
  }

  /// `Eltwise` as a sum or a product.
  static func eltwise(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("eltwise_param")
    let factors = try parameters.floats("coeff")
    switch try parameters.choice("operation", of: ["PROD", "SUM", "MAX"]) ?? 1 {
    case 0:
      guard factors.isEmpty else { throw layer.error("a product has no `coeff`") }
      guard shapes.count == 2, shapes[0] == shapes[1] else {
        throw layer.error("a product of \(shapes.count) inputs is understood for two of one shape")
      }
      return Multiply()
    case 1:
      guard factors.allSatisfy({ $0 == 1 }), factors.isEmpty || factors.count == shapes.count
      else { throw layer.error("a sum with another `coeff` than 1 is not understood") }
      return Add()
    default: throw layer.error("the largest of several inputs is not understood")
    }
  }
}
