import Networks
import Tensors

extension CaffeOperations {
  /// `Convolution` as an operation.
  static func convolution(
    _ layer: CaffeLayer, _ shapes: [Shape]
  ) throws(CaffeError) -> any Networks.Operation {
    let parameters = try layer.parameters("convolution_param")
    let rank = shapes.first?.rank ?? 3
    guard try axis("axis", of: parameters, default: 1, rank: rank) == 0 else {
      throw layer.error("another `axis` than 1 is not understood")
    }
    guard let outputs = try parameters.integer("num_output") else {
      throw layer.error("has no `num_output`")
    }
    let kernel = try parameters.extent("kernel_size", "kernel", default: nil)
    let stride = try parameters.extent("stride", "stride", default: 1)
    let padding = try parameters.padding()
    let dilation = try parameters.extent("dilation", "dilation", default: 1)
    let groups = try parameters.integer("group") ?? 1
    let bias = try parameters.flag("bias_term") ?? true
    return try layer.placing(
      try Convolution(
        inputs: channels(shapes), outputs: outputs, kernel: kernel, stride: stride,
        padding: padding, dilation: dilation, groups: groups, bias: bias))
  }
}

extension CaffeParameters {
  /// The padding of a window: the same on opposite sides.
  func padding() throws(CaffeError) -> Padding2 {
    let padding = try extent("pad", "pad", default: 0)
    return Padding2(
      top: padding.height, left: padding.width, bottom: padding.height, right: padding.width)
  }

  /// A height and a width: two fields with `_h` and `_w`, or one field with one number or two.
  /// - Parameter usual: what counts if nothing is given; nil if something must be.
  func extent(
    _ name: String, _ stem: String, default usual: Int?
  ) throws(CaffeError) -> Extent2 {
    let both = try integers(name)
    let height = try integer("\(stem)_h")
    let width = try integer("\(stem)_w")
    if height != nil || width != nil {
      guard both.isEmpty else {
        throw layer.error("has both `\(name)` and `\(stem)_h` or `\(stem)_w`")
      }
      guard let height = height ?? usual, let width = width ?? usual else {
        throw layer.error("has only one of `\(stem)_h` and `\(stem)_w`")
      }
      return Extent2(height: height, width: width)
    }
    switch both.count {
    case 0:
      guard let usual else { throw layer.error("has no `\(name)`") }
      return Extent2(usual)
    case 1: return Extent2(both[0])
    case 2: return Extent2(height: both[0], width: both[1])
    default: throw layer.error("has \(both.count) times `\(name)`, where images have two axes")
    }
  }
}
