import COneDNN
import Networks

extension GlobalAveragePool: OneDNNLowerable {
  package func lowered(_ site: LoweringSite) throws(TrainingError) -> any LoweredOperation {
    try site.pooled(try site.wholeImage(), dnnl_pooling_avg_exclude_padding)
  }
}

extension LoweringSite {
  /// A window that sees the whole input image.
  func wholeImage() throws(TrainingError) -> dcsh_window {
    let input = try single()
    let dimensions = input.shape.dimensions
    guard dimensions.count == 3 else {
      throw .invalid("\(node.name): takes images, but gets \(input.shape)")
    }
    return dcsh_window(
      kernel: (Int64(dimensions[1]), Int64(dimensions[2])), stride: (1, 1), dilation: (0, 0),
      before: (0, 0), after: (0, 0))
  }
}
