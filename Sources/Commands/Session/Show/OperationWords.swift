import DeepCompression
import Display

extension Operation {
  /// What it does, with the numbers that matter, such as `conv 5×5, 20, stride 2`.
  var words: String {
    let details = OperationWords.details(self)
    return details.isEmpty
      ? Self.kind : "\(Self.kind) \(details.joined(separator: ", "))"
  }
}

/// The attributes of operations, in words; what is usual is left out.
private enum OperationWords {
  static func details(_ operation: any Operation) -> [String] {
    switch operation {
    case let dense as Dense:
      ["\(dense.outputs)"] + (dense.hasBias ? [] : ["no bias"])
    case let convolution as Convolution: details(convolution)
    case let pool as MaxPool: details(pool.window)
    case let pool as AveragePool:
      details(pool.window)
        + (pool.countsPadding && pool.window.padding != .none ? ["padding counts"] : [])
    case let norm as LocalResponseNorm:
      ["\(norm.size)", norm.acrossChannels ? "across channels" : "within channels"]
    case let relu as LeakyReLU: [Quantity.significant(Double(relu.slope))]
    case let dropout as Dropout: [Quantity.percent(Double(dropout.rate), digits: 0)]
    case let gelu as GELU: gelu.form == .tanh ? ["by tanh"] : []
    case let concat as Concat: concat.axis == 0 ? [] : ["axis \(concat.axis)"]
    case let slice as Slice:
      ["\(slice.count) from \(slice.start)"] + (slice.axis == 0 ? [] : ["axis \(slice.axis)"])
    case let transpose as Transpose:
      [transpose.permutation.map(String.init).joined(separator: " ")]
    case let upsample as Upsample: ["\(upsample.factor)", "\(upsample.method)"]
    default: []
    }
  }

  private static func details(_ convolution: Convolution) -> [String] {
    var details = ["\(convolution.kernel)", "\(convolution.outputs)"]
    if convolution.stride != 1 { details.append("stride \(side(convolution.stride))") }
    if convolution.padding != .none { details.append("pad \(convolution.padding)") }
    if convolution.dilation != 1 { details.append("dilation \(side(convolution.dilation))") }
    if convolution.groups > 1 {
      details.append(
        convolution.groups == convolution.inputs ? "depthwise" : "\(convolution.groups) groups")
    }
    if !convolution.hasBias { details.append("no bias") }
    return details
  }

  private static func details(_ window: PoolingWindow) -> [String] {
    var details = ["\(window.kernel)"]
    if window.stride != window.kernel { details.append("stride \(side(window.stride))") }
    if window.padding != .none { details.append("pad \(window.padding)") }
    if window.rounding == .ceil { details.append("rounded up") }
    return details
  }

  /// One number for a square.
  private static func side(_ extent: Extent2) -> String {
    extent.height == extent.width ? "\(extent.height)" : "\(extent)"
  }
}
